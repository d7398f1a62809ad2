"""Live chats of the demo, lived through by the same verbs as real ones, on their own days of ninety."""

from datetime import datetime, timedelta
from random import Random

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app.core.units import RELAY, unit_of
from app.demo.staff.people import People
from app.models.accounts.user import Role, User
from app.models.chat.chat import Chat, ChatSite
from app.models.messaging.outbox import OutboxMessage, OutboxStatus
from app.policies.service_levels.working_time import due_after
from workflows.chat import (
    Visitor,
    continue_as_ticket,
    finish_chat,
    leave_chat,
    open_chat,
    reply_in_chat,
    save_site,
    take_chat,
    write_visitor_message,
)
from workflows.support import finish_support_ticket, get_desk_calendar

COUNT, DAYS, SEED = 24, 90, 37
STILL_OPEN = timedelta(days=2)  # tickets of younger chats wait for somebody
NAMES = ("Mira", "Yanto", "Ibu Ratna", "Hendra", "Sinta", "Pak Darma", "")
TALKS = (
    ("Servis", "Halo, AC saya bunyi berdengung.", "Selamat siang. Unit dalam atau luar yang berdengung?", "Yang luar.",
     "Kunjungan dijadwalkan besok pagi."),
    ("Tagihan", "Invoice saya kok ada dua?", "Kami periksa sebentar. Nomor invoicenya berapa?", "Yang akhir bulan lalu.",
     "Satu invoice adalah revisi; yang lama tidak berlaku lagi."),
    ("Servis", "Cuci AC tiga unit berapa?", "Rp 95.000 per unit, lebih hemat untuk tiga unit sekaligus.", "Oke, minggu depan.",
     "Harga dijelaskan, pelanggan akan memesan."),
    ("", "Teknisi sudah di mana ya?", "Dalam perjalanan, sekitar 20 menit lagi.", "Baik, terima kasih.",
     "Posisi teknisi disampaikan."),
)  # fmt: skip


def play_chats(session: Session, people: People, now: datetime) -> None:
    random, calendar = Random(SEED), get_desk_calendar(session)  # noqa: S311  example data, not a secret
    if calendar is None:
        return
    agents = list(session.scalars(select(User).where(User.role == Role.SUPPORT).order_by(User.id)))
    agents += [session.get_one(User, people.cs[0])]
    save_site(session, ChatSite(), origin="https://sejuksentosa.example", name="Situs perusahaan", is_active=True)
    for place in range(COUNT):
        start = now - timedelta(days=DAYS * (COUNT - place) / COUNT, minutes=random.randrange(0, 400))
        at = due_after(calendar, start, random.randrange(60, 9000))
        if at is not None and at < now - timedelta(hours=1):
            agent = agents[place % len(agents)]
            left = _play(session, place, agent, at)
            if left is not None and left.ticket_id is not None and at < now - STILL_OPEN:
                outcome, ended = TALKS[place % len(TALKS)][4], at + timedelta(minutes=70)
                finish_support_ticket(session, ticket_id=left.ticket_id, actor=agent, outcome=outcome, now=ended)
    statement = update(OutboxMessage).where(OutboxMessage.kind.like("ticket.%")).values(status=OutboxStatus.ADDRESSED)
    session.execute(statement.execution_options(synchronize_session=False))
    unit_of(session).wake.discard(RELAY)


def _play(session: Session, place: int, agent: User, at: datetime) -> Chat | None:
    """Two of three end with an answer; the others, given back, as an open ticket or with a visitor who left."""
    topic, first, answer, second, outcome = TALKS[place % len(TALKS)]
    visitor = Visitor(name=NAMES[place % len(NAMES)], topic=topic, page="https://sejuksentosa.example/servis")
    chat = open_chat(
        session, token=f"demo-{place:040d}", visitor=visitor, client_id=f"demo-{place}-1", text=first, now=at
    )
    if place % 8 == 7:
        return leave_chat(session, chat_id=chat.id, now=at + timedelta(minutes=16))
    minute = timedelta(minutes=1)
    take_chat(session, chat_id=chat.id, actor=agent, now=at + minute)
    reply_in_chat(session, chat_id=chat.id, actor=agent, now=at + 2 * minute, text=answer)
    write_visitor_message(session, chat_id=chat.id, client_id=f"demo-{place}-2", text=second, now=at + 3 * minute)
    if place % 6 == 5:
        return continue_as_ticket(session, chat_id=chat.id, actor=agent, now=at + 5 * minute)
    finish_chat(session, chat_id=chat.id, actor=agent, now=at + 5 * minute, outcome=outcome)
    return None
