"""Give a ticket to somebody of the team."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.models.accounts.user import User
from app.models.support.ticket import SupportTicket
from workflows.support.assigning.give_ticket import give_ticket


def assign_ticket(session: Session, *, ticket_id: int, actor: User, assignee_id: int, now: datetime) -> SupportTicket:
    """One that nobody works on yet."""
    return give_ticket(session, "assign", ticket_id, actor, assignee_id, now)
