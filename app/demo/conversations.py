"""What customers said: ratings, messages on WhatsApp, and what we wrote to them."""

from datetime import datetime, timedelta
from random import Random
from typing import Any

from app.demo.finance.invoices import Bill
from app.demo.row_batches import RowBatches
from app.demo.staff.people import People
from app.demo.visits.plan import Plan
from app.demo.vocabulary import BAD_COMMENTS, GOOD_COMMENTS, INBOUND
from app.models.access_links import AccessLink, LinkKind
from app.models.finance.invoice import ISSUED
from app.models.messaging.contact import WhatsAppContact, WhatsAppTemplate
from app.models.messaging.inbox import InboxEvent, InboxStatus, Provider
from app.models.messaging.outbox import Channel, Delivery, DeliveryStatus, OutboxMessage, OutboxStatus
from app.models.visits.rating import LOW_STARS, RatedRole, RatingStars, RatingStatus, VisitRating
from app.models.visits.visit import VisitStatus

CS_STARS = (4.7, 4.5, 4.1)
# kind, name at Meta, body, variables, has a link button
TEMPLATES = (
    ("visit.filled", "teknisi_ditugaskan", "Tiket {{1}}: teknisi {{2}} akan datang pada {{3}}. Mohon siapkan akses lokasi.", "visit.number,names,when", False),
    ("visit.cancelled", "kunjungan_batal", "Mohon maaf, kunjungan {{1}} dibatalkan: {{2}}", "visit.number,reason", False),
    ("visit.rescheduled", "kunjungan_dijadwalkan_ulang", "Kunjungan {{1}} dijadwalkan ulang ke {{2}}. Alasan: {{3}}", "visit.number,when,reason", False),
    ("invoice.sent", "invoice_terkirim", "Invoice {{1}} sudah terbit. Lihat dan bayar lewat tombol di bawah.", "invoice.number", True),
    ("payment.received", "pembayaran_diterima", "Pembayaran untuk invoice {{1}} sudah kami terima. Terima kasih.", "invoice.number", True),
    ("rating.invited", "minta_penilaian", "Bagaimana kunjungan {{1}}? Beri penilaian lewat tombol di bawah.", "visit.number", True),
    ("status.news", "kabar_status", "{{1}}: {{2}}", "headline,short", True),
    ("status.incident_over", "kabar_status_selesai", "{{1}}: {{2}}", "headline,short", True),
    ("status.maintenance", "kabar_pemeliharaan", "Pemeliharaan {{1}}: {{2}}", "headline,short", True),
    ("nps.invited", "survei_nps", "Seberapa mungkin Anda menyarankan {{1}} kepada teman? Jawab lewat tombol di bawah, setengah menit.", "company.name", True),
    ("rating.reminded", "ingatkan_penilaian", "Kami masih menunggu penilaian Anda untuk kunjungan {{1}}.", "visit.number", True),
)  # fmt: skip


def write_templates(book: RowBatches) -> None:
    for kind, name, body, variables, link_button in TEMPLATES:
        book.add(WhatsAppTemplate, kind=kind, name=name, body=body, variables=variables, link_button=link_button)


def write_ratings(book: RowBatches, random: Random, people: People, plans: list[Plan], now: datetime) -> None:
    for plan in plans:
        if plan.status != VisitStatus.CLOSED or plan.closed is None:
            continue
        rated = random.random() < 0.72
        at = min(plan.closed + timedelta(hours=random.uniform(0.3, 30)), now - timedelta(minutes=1))
        book.add(
            AccessLink,
            kind=LinkKind.RATING,
            token=f"demo{random.getrandbits(112):028x}",
            visit_id=plan.visit_id,
            expires_at=plan.closed + timedelta(days=14),
            opened_at=at if rated else None,
            created_at=plan.closed,
        )
        if rated:
            _write_rating(book, random, people, plan, at)


def _write_rating(book: RowBatches, random: Random, people: People, plan: Plan, at: datetime) -> None:
    stars = {hand.id: _stars(random, hand.stars) for hand in plan.team}
    comment = random.choice(GOOD_COMMENTS if min(stars.values()) >= 4 else BAD_COMMENTS)
    rating = book.add(
        VisitRating,
        visit_id=plan.visit_id,
        customer_id=plan.place.customer_id,
        comment=comment,
        submitted_at=at,
        created_at=at,
        lowest_stars=min(stars.values()),
        **_followed_up(min(stars.values()), at, plan),
    )
    for user_id, given in stars.items():
        book.add(RatingStars, rating_id=rating, user_id=user_id, rated_role=RatedRole.TECHNICIAN, stars=given)
    cs_stars = _stars(random, CS_STARS[people.cs.index(plan.cs)])
    book.add(RatingStars, rating_id=rating, user_id=plan.cs, rated_role=RatedRole.CS, stars=cs_stars)


def _followed_up(lowest: int, at: datetime, plan: Plan) -> dict[str, Any]:
    """One low rating in six still waits for somebody."""
    status = RatingStatus.FINE if lowest > LOW_STARS else RatingStatus.LOW
    if status == RatingStatus.LOW and plan.visit_id % 6:
        status = RatingStatus.FOLLOWED_UP
    done = status == RatingStatus.FOLLOWED_UP
    note = "Sudah ditelepon, teknisi dibina." if done else ""
    by, when = (plan.cs, at + timedelta(hours=3)) if done else (None, None)
    return {"status": status, "follow_up_note": note, "followed_up_by_id": by, "followed_up_at": when}


def _stars(random: Random, mean: float) -> int:
    return max(1, min(5, round(random.gauss(mean, 0.7))))


def write_deliveries(book: RowBatches, random: Random, plans: list[Plan], bills: list[Bill], now: datetime) -> None:
    """Nothing was sent: without credentials every channel is a sandbox, and says so."""
    phones = {row["id"]: row["wa_id"] or row["bsuid"] for row in book.rows(WhatsAppContact)}
    for plan in plans:
        if plan.team and plan.status not in {VisitStatus.DRAFT, VisitStatus.OPEN, VisitStatus.CANCELLED}:
            at = plan.created + timedelta(hours=1, minutes=30)
            _delivery(
                book, phones, plan, min(at, now), "visit.filled", "Teknisi untuk kunjungan Anda sudah ditugaskan."
            )
        if plan.closed:
            _delivery(
                book, phones, plan, plan.closed, "rating.invited", "Bagaimana kunjungan kami? Mohon beri penilaian."
            )
    for bill in bills:
        if bill.status in ISSUED:
            at = min(bill.drafted + timedelta(hours=2), now)
            text = f"Invoice Anda sudah terbit, total Rp{bill.total:,}.".replace(",", ".")
            _delivery(book, phones, bill.plan, at, "invoice.sent", text, invoice_id=bill.invoice_id)
    _write_inbound(book, random, phones, now)


def _delivery(
    book: RowBatches, phones: dict[int, str], plan: Plan, at: datetime, kind: str, body: str, **about: Any
) -> None:
    facts = {"visit_id": plan.visit_id, "invoice_id": None, **about}
    message = book.add(
        OutboxMessage, kind=kind, payload=facts, status=OutboxStatus.ADDRESSED, due_at=at, created_at=at, **facts
    )
    contact = plan.place.contact_id
    by_hand = contact is None and plan.visit_id % 5 == 0
    book.add(
        Delivery,
        message_id=message,
        kind=kind,
        channel=Channel.WHATSAPP,
        status=DeliveryStatus.BY_HAND if by_hand else DeliveryStatus.SANDBOX,
        customer_id=plan.place.customer_id,
        contact_id=contact,
        address=phones.get(contact or 0, ""),
        body=body,
        due_at=at,
        idempotency_key=f"{message}:WHATSAPP:c{plan.place.customer_id}:",
        created_at=at,
    )


def _write_inbound(book: RowBatches, random: Random, phones: dict[int, str], now: datetime) -> None:
    """What each contact wrote, the last one at the moment that keeps or lost their window."""
    for number, row in enumerate(list(book.rows(WhatsAppContact))):
        last = row["last_inbound_at"]
        for back in range(random.choice((1, 1, 2, 3))):
            at = min(last - timedelta(days=back * 3, minutes=back * 7), now)
            text = random.choice(INBOUND)
            wamid = f"wamid.DEMO{number:04d}{back:02d}"
            raw = {"from": phones[row["id"]], "id": wamid, "type": "text", "text": {"body": text}}
            raw["timestamp"] = str(int(at.timestamp()))
            book.add(
                InboxEvent,
                provider=Provider.WHATSAPP,
                unique_key=wamid,
                kind="text",
                raw=raw,
                status=InboxStatus.APPLIED,
                due_at=at,
                applied_at=at,
                contact_id=row["id"],
                summary=text,
                created_at=at,
            )
