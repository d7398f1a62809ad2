"""The home page shows each role what waits for them, and where to go for it."""

from collections.abc import Callable
from datetime import date, timedelta

from sqlalchemy.orm import Session

from app.core.clock import utc_now
from app.models.finance.invoice import Invoice, InvoiceStatus
from app.models.finance.payment import Payment, PaymentMethod
from app.models.messaging.contact import WhatsAppContact
from app.models.messaging.inbox import InboxEvent, InboxStatus
from app.models.messaging.outbox import Delivery, DeliveryStatus, OutboxMessage, OutboxStatus
from app.models.visits.fieldwork import EmergencyAlert, ExtensionRequest
from app.models.visits.visit import VisitStatus
from tests.factories import (
    make_admin,
    make_assignment,
    make_company,
    make_cs,
    make_customer,
    make_manager,
    make_sales,
    make_technician,
    make_visit,
)
from tests.panel.conftest import Desk


def fill(session: Session) -> None:
    """One of everything that can wait."""
    make_company(session)
    budi, customer, dewi, now = make_technician(session), make_customer(session), make_cs(session, "Putri"), utc_now()
    make_visit(session, customer=customer, status=VisitStatus.DRAFT, problem="Masih draf")
    visit = make_visit(session, customer=customer, planned_start=now + timedelta(hours=1))
    done = make_visit(session, customer=customer, status=VisitStatus.DONE)
    place = make_assignment(session, visit, budi)
    for number, status, due in (("A-1", "PENDING", 5), ("A-2", "REVISION", 5), ("A-3", "SENT", -5)):
        visit_of = make_visit(session, customer=customer, status=VisitStatus.CLOSED)
        today = date.today()  # noqa: DTZ011
        session.add(
            Invoice(
                number=number,
                visit_id=visit_of.id,
                customer_id=customer.id,
                status=InvoiceStatus(status),
                issue_date=today - timedelta(days=9),
                due_date=today + timedelta(days=due),
                subtotal_idr=1_500_000,
                total_idr=1_500_000,
                drafted_by_id=dewi.id,
                submitted_at=now - timedelta(hours=3),
            )
        )
    session.flush()
    invoice = session.query(Invoice).filter_by(number="A-3").one()
    message = OutboxMessage(kind="visit.opened", payload={}, due_at=now, status=OutboxStatus.PARKED)
    session.add_all(
        [
            EmergencyAlert(visit_id=visit.id, assignment_id=place.id, raised_at=now),
            ExtensionRequest(visit_id=done.id, requested_by_id=budi.id, days=2, reason="Suku cadang"),
            WhatsAppContact(wa_id="628111", profile_name="Bu Tini", wants_person_at=now),
            Payment(invoice_id=invoice.id, method=PaymentMethod.TRANSFER, amount_idr=1_500_000),
            message,
            InboxEvent(
                provider="WHATSAPP", unique_key="1", kind="message", raw={}, due_at=now, status=InboxStatus.FAILED
            ),
        ]
    )
    session.flush()
    for status in (DeliveryStatus.PARKED, DeliveryStatus.BY_HAND):
        session.add(
            Delivery(
                message_id=message.id,
                kind="visit.opened",
                channel="WHATSAPP",
                status=status,
                customer_id=customer.id,
                body="Halo",
                due_at=now,
                idempotency_key=str(status),
            )
        )
    session.flush()


def test_cs_sees_what_waits_for_cs(session: Session, at_desk: Callable[..., Desk], statements: list[str]) -> None:
    fill(session)
    desk = at_desk()
    desk.get("/admin/")
    statements.clear()
    text = desk.get("/admin/").get_data(as_text=True)
    for sentence in (
        "Teknisi belum datang",
        "Permintaan tambah hari",
        "Pelanggan menunggu CS",
        "Bukti bayar diperiksa",
        "Tiket belum dibuka",
        "Selesai, belum ditutup",
        "Invoice ditolak sales",
        "Pesan dikirim manual",
        "Pesan gagal",
        "Lewat jatuh tempo",
    ):
        assert sentence in text
    assert "Budi belum check-in" in text
    assert "Invoice menunggu persetujuan" not in text
    assert len(statements) <= 8, statements


def test_sales_sees_amounts_to_approve(session: Session, at_desk: Callable[..., Desk]) -> None:
    fill(session)
    text = at_desk(make_sales(session)).get("/admin/").get_data(as_text=True)
    assert "Invoice menunggu persetujuan" in text
    assert "A-1" in text
    assert "Rp1.500.000" in text
    assert "diajukan 3 jam yang lalu" in text
    assert "Teknisi belum datang" not in text


def test_admin_sees_failures_too(session: Session, at_desk: Callable[..., Desk]) -> None:
    fill(session)
    text = at_desk(make_admin(session)).get("/admin/").get_data(as_text=True)
    for sentence in ("Kiriman masuk gagal diproses", "Pesan tidak dapat dialamatkan", "Invoice menunggu persetujuan"):
        assert sentence in text


def test_a_manager_begins_at_the_figures(session: Session, at_desk: Callable[..., Desk]) -> None:
    assert at_desk(make_manager(session)).get("/admin/").location.endswith("/admin/kpi/")


def test_an_empty_company_says_so(at_desk: Callable[..., Desk]) -> None:
    assert "Tidak ada yang menunggu Anda sekarang." in at_desk().get("/admin/").get_data(as_text=True)


def test_a_tile_leads_to_the_list_of_what_it_counts(session: Session, at_desk: Callable[..., Desk]) -> None:
    fill(session)
    desk = at_desk()
    assert "/admin/visits/?flt_status=DRAFT" in desk.get("/admin/").get_data(as_text=True)
    assert len(desk.rows("/admin/visits/", flt_status="DRAFT")) == 1


def test_the_menu_entries_carry_the_codes_of_their_modules(at_desk: Callable[..., Desk], session: Session) -> None:
    page = at_desk(make_admin(session)).get("/admin/").get_data(as_text=True)
    for group, code in (
        ("Kunjungan", "PJV · EKD"),
        ("Pelanggan", "MDM"),
        ("Keuangan", "FIN"),
        ("Masukan", "FDB"),
    ):
        assert f'{group} <span class="nav-code">{code}</span>' in page


def test_a_changed_company_name_is_on_the_next_page_of_everybody(
    session: Session, at_desk: Callable[..., Desk]
) -> None:
    company = make_company(session)
    desk = at_desk()
    desk.get("/admin/")
    company.name = "Dingin Abadi"
    session.commit()
    assert "Dingin Abadi" in desk.get("/admin/").get_data(as_text=True)


def test_the_navigation_counts_only_what_the_reader_must_act_on(session: Session, at_desk: Callable[..., Desk]) -> None:
    fill(session)
    counts = at_desk().get("/admin/counts").get_json()
    assert counts["visits"] >= 2
    assert set(counts) <= {"inbox", "visits", "customers", "billing", "feedback", "board", "team"}
    assert at_desk(make_manager(session)).get("/admin/counts").get_json() == {}
