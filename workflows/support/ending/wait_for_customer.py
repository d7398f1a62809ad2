"""Wait for the customer."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.models.accounts.user import User
from app.models.support.ticket import SupportTicket
from workflows.support.ending.move_ticket import move_ticket


def wait_for_customer(session: Session, *, ticket_id: int, actor: User, now: datetime) -> SupportTicket:
    """The resolution's clock rests."""
    return move_ticket(session, "wait", ticket_id, actor, now)
