"""Answer for a bug report: its reporter's additions are reported to whoever took it."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.models.accounts.user import User
from app.models.feedback.bug import BugReport
from app.models.feedback.bug_flow import BUG_FLOW
from workflows.transitions import transition


def take_bug(session: Session, *, bug_id: int, actor: User, now: datetime) -> BugReport:
    """From nobody, or from a colleague."""
    return transition(session, BUG_FLOW, bug_id, "take", actor=actor, now=now, owner_id=actor.id)
