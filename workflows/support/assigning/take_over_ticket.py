"""Take a support ticket over from a colleague."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.models.accounts.user import User
from app.models.support.ticket import SupportTicket
from app.models.support.ticket_flow import SUPPORT_FLOW
from workflows.transitions import transition


def take_over_ticket(session: Session, *, ticket_id: int, actor: User, now: datetime) -> SupportTicket:
    """From whoever has it now."""
    return transition(session, SUPPORT_FLOW, ticket_id, "take_over", actor=actor, now=now, assignee_id=actor.id)
