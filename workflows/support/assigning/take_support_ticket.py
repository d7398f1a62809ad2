"""Take an unassigned support ticket."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.models.accounts.user import User
from app.models.support.ticket import SupportTicket
from app.models.support.ticket_flow import SUPPORT_FLOW
from workflows.support.clocks import pause_or_stop_clocks
from workflows.transitions import transition


def take_support_ticket(session: Session, *, ticket_id: int, actor: User, now: datetime) -> SupportTicket:
    """Of several at once the first gets it."""
    ticket: SupportTicket = transition(
        session, SUPPORT_FLOW, ticket_id, "take", actor=actor, now=now, assignee_id=actor.id, taken_at=now
    )
    pause_or_stop_clocks(session, ticket, now=now)
    return ticket
