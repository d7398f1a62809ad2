"""Open a support ticket again that had come to its end."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.models.accounts.user import User
from app.models.support import SUPPORT_FLOW, SupportTicket
from workflows.transitions import transition


def reopen_support_ticket(session: Session, *, ticket_id: int, actor: User, now: datetime) -> SupportTicket:
    """Unassigned again; the earlier outcome stays in the audit log."""
    return transition(
        session,
        SUPPORT_FLOW,
        ticket_id,
        "reopen",
        actor=actor,
        now=now,
        assignee_id=None,
        taken_at=None,
        ended_at=None,
        outcome="",
    )
