"""Leave an internal note under a bug report."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.models.accounts.user import User
from app.models.feedback.bug import BugEntry, BugEntryKind
from app.models.feedback.bug_flow import BUG_FLOW
from workflows.bugs.thread.entries import write_entry
from workflows.transitions import transition

LONGEST = 5000


def note_bug(session: Session, *, bug_id: int, text: str, actor: User, now: datetime) -> BugEntry:
    """For colleagues only. The reporter's own note about their report marks nothing as read."""
    bug = transition(session, BUG_FLOW, bug_id, "note", actor=actor, now=now)
    if bug.reporter_id != actor.id:
        bug.unread_at = None
    return write_entry(session, bug_id=bug_id, kind=BugEntryKind.NOTE, text=text, author=actor, now=now)
