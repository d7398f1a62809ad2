"""Open a support ticket again that had come to its end."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.models.support import SUPPORT_FLOW, SupportTicket
from app.models.user import User
from workflows.moves import move


def reopen_support_ticket(session: Session, *, ticket_id: int, actor: User, now: datetime) -> SupportTicket:
    """It waits for somebody again; what was said at its first end stays in the trail."""
    return move(
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
