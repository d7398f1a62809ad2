"""Answer the customer; the desk keeps the turn."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.models.accounts.user import User
from app.models.support.ticket import SupportTicket
from workflows.support.answering.answers import give_answer


def answer_ticket(
    session: Session, *, ticket_id: int, actor: User, text: str, now: datetime, seen: int | None = None
) -> SupportTicket:
    """The desk has the turn afterwards. `seen`: the last message its writer has read; None: not compared."""
    return give_answer(session, "answer", ticket_id, actor, text, now, seen)
