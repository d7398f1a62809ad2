"""Take a support ticket into one's own hands."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.models.accounts.user import User
from app.models.support import SUPPORT_FLOW, SupportTicket
from workflows.transitions import transition


def take_support_ticket(session: Session, *, ticket_id: int, actor: User, now: datetime) -> SupportTicket:
    """Whoever is first has it."""
    return transition(
        session, SUPPORT_FLOW, ticket_id, "take", actor=actor, now=now, assignee_id=actor.id, taken_at=now
    )
