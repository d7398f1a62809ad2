"""Finish a support ticket."""

from datetime import datetime

from sqlalchemy import func
from sqlalchemy.orm import Session

from app.models.accounts.user import User
from app.models.support import SUPPORT_FLOW, SupportTicket
from workflows.transitions import transition


def finish_support_ticket(
    session: Session, *, ticket_id: int, actor: User, outcome: str, now: datetime
) -> SupportTicket:
    """Stores what was done; an unassigned ticket is assigned to whoever finishes it."""
    return transition(
        session,
        SUPPORT_FLOW,
        ticket_id,
        "finish",
        actor=actor,
        now=now,
        outcome=outcome,
        ended_at=now,
        assignee_id=func.coalesce(SupportTicket.assignee_id, actor.id),
    )
