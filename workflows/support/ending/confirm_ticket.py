"""Close a finished ticket by its customer's word."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.models.support.ticket import Ending, SupportTicket
from workflows.support.ending.end_ticket import end_ticket


def confirm_ticket(session: Session, *, ticket_id: int, now: datetime) -> SupportTicket:
    """The customer says that it is settled."""
    return end_ticket(session, "confirm", ticket_id, None, Ending.CONFIRMED, now)
