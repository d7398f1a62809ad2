"""Hand a fix over to be tested."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.models.accounts.user import User
from app.models.feedback.bug import BugReport
from app.models.feedback.bug_flow import BUG_FLOW
from workflows.transitions import transition


def try_fix(session: Session, *, bug_id: int, actor: User, now: datetime) -> BugReport:
    """The work is done; somebody tries whether the bug is gone."""
    return transition(session, BUG_FLOW, bug_id, "test", actor=actor, now=now)
