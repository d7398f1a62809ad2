"""Keep a ticket waiting after a message of thanks."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.models.accounts.user import User
from app.models.support.ticket import SupportTicket
from workflows.support.ending.going_on import put_back_ticket


def only_thanks_waiting(session: Session, *, ticket_id: int, actor: User, now: datetime) -> SupportTicket:
    """The same for a ticket that waited for the customer, and still does."""
    return put_back_ticket(session, "only_thanks_waiting", ticket_id, actor, now)
