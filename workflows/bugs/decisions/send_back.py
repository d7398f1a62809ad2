"""The test of a fix failed."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.models.accounts.user import User
from app.models.feedback.bug import BugEntryKind, BugReport
from app.models.feedback.bug_flow import BUG_FLOW
from workflows.bugs.thread.entries import write_entry
from workflows.transitions import transition


def send_back(session: Session, *, bug_id: int, reason: str, actor: User, now: datetime) -> BugReport:
    """The test failed; why stands among the internal notes."""
    bug = transition(session, BUG_FLOW, bug_id, "send_back", actor=actor, now=now)
    write_entry(session, bug_id=bug_id, kind=BugEntryKind.NOTE, text=reason, author=actor, now=now)
    return bug
