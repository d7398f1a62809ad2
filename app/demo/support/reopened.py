"""Tickets of the demo whose first resolution did not last."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.models.accounts.user import User
from app.models.support.ticket import SupportTicket
from app.policies.service_levels.working_time import WorkingTime, due_after
from workflows.support import answer_and_wait, finish_support_ticket, receive_customer_message

HOURS = 3600
# by the place among the demo's tickets: what the customer writes, what they are answered, what settled it
AGAIN = {
    16: (
        "Maaf, hari ini menetes lagi di tempat yang sama.",
        "Kami kembali besok pagi dan membawa baki penampung yang baru.",
        "Baki penampung retak dan diganti; diuji dua jam tanpa tetesan.",
    ),
    40: (
        "Dua malam tenang, tadi malam berdengung lagi.",
        "Terima kasih kabarnya. Kami periksa kipas unit luar, bukan dudukannya saja.",
        "Bilah kipas unit luar yang tidak seimbang diganti; tetangga sudah ditanya.",
    ),
    73: (
        "MCB turun lagi saat tiga unit menyala.",
        "Kami ukur ulang bebannya dengan ketiga unit menyala.",
        "Jalur tambahan dipasang untuk unit ketiga; beban seimbang.",
    ),
}


def come_back(
    session: Session, ticket: SupportTicket, place: int, agent: User, calendar: WorkingTime, at: datetime
) -> datetime:
    """Opened again by its customer and resolved a second time; when they answer that."""
    if place not in AGAIN:
        return at
    again, answer, outcome = AGAIN[place]
    receive_customer_message(session, ticket_id=ticket.id, text=again, now=at)
    at = _later(calendar, at, 1)
    answer_and_wait(session, ticket_id=ticket.id, actor=agent, text=answer, now=at)
    at = _later(calendar, at, 6)
    finish_support_ticket(session, ticket_id=ticket.id, actor=agent, outcome=outcome, now=at)
    return _later(calendar, at, 4)


def _later(calendar: WorkingTime, at: datetime, hours: int) -> datetime:
    return due_after(calendar, at, hours * HOURS) or at
