"""Say no to a support ticket."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.models.accounts.user import User
from app.models.support import SUPPORT_FLOW, SupportTicket
from workflows.transitions import transition


def reject_support_ticket(
    session: Session, *, ticket_id: int, actor: User, reason: str, now: datetime
) -> SupportTicket:
    """The reason is kept with it."""
    return transition(session, SUPPORT_FLOW, ticket_id, "reject", actor=actor, now=now, outcome=reason, ended_at=now)
