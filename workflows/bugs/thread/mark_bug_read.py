"""Say that what the reporter added has been read and needs no answer."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.models.accounts.user import User
from app.models.feedback.bug import BugReport
from app.models.feedback.bug_flow import BUG_FLOW
from workflows.transitions import transition


def mark_bug_read(session: Session, *, bug_id: int, actor: User, now: datetime) -> BugReport:
    """The report leaves the queue of additions."""
    return transition(session, BUG_FLOW, bug_id, "mark_read", actor=actor, now=now, unread_at=None)
