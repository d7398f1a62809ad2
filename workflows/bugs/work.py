"""The developers' way from a confirmed bug to one that is tested."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.models.bug import BugEntryKind, BugReport
from app.models.bug_flow import BUG_FLOW
from app.models.user import User
from workflows.bugs.speak import write_entry
from workflows.moves import move


def start_work(session: Session, *, bug_id: int, actor: User, now: datetime) -> BugReport:
    return move(session, BUG_FLOW, bug_id, "start", actor=actor, now=now)


def try_fix(session: Session, *, bug_id: int, actor: User, now: datetime) -> BugReport:
    """The work is done; somebody tries whether the bug is gone."""
    return move(session, BUG_FLOW, bug_id, "test", actor=actor, now=now)


def send_back(session: Session, *, bug_id: int, reason: str, actor: User, now: datetime) -> BugReport:
    """The test failed; why stands among the internal notes."""
    bug = move(session, BUG_FLOW, bug_id, "send_back", actor=actor, now=now)
    write_entry(session, bug_id=bug_id, kind=BugEntryKind.NOTE, text=reason, author=actor, now=now)
    return bug
