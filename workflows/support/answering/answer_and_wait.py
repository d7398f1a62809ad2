"""Answer the customer, who has the turn then."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.models.accounts.user import User
from app.models.support.ticket import SupportTicket
from workflows.support.answering.answers import give_answer


def answer_and_wait(
    session: Session, *, ticket_id: int, actor: User, text: str, now: datetime, seen: int | None = None
) -> SupportTicket:
    """The customer has the turn afterwards: the resolution's clock rests."""
    return give_answer(session, "answer_and_wait", ticket_id, actor, text, now, seen)
