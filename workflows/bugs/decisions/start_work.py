"""Begin to work on a confirmed bug."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.models.accounts.user import User
from app.models.feedback.bug import BugReport
from app.models.feedback.bug_flow import BUG_FLOW
from workflows.transitions import transition


def start_work(session: Session, *, bug_id: int, actor: User, now: datetime) -> BugReport:
    return transition(session, BUG_FLOW, bug_id, "start", actor=actor, now=now)
