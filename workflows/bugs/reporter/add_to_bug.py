"""The reporter adds to their report."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.errors import NotFound
from app.models.accounts.user import User
from app.models.feedback.bug import BugEntry, BugEntryKind, BugReport
from app.policies.public_visibility import seen_by_reporter
from workflows.bugs.events import BugAddedTo
from workflows.bugs.thread.entries import write_entry
from workflows.outbox_events import emit
from workflows.transitions import note

LONGEST = 5000


def add_to_bug(session: Session, *, bug_id: int, text: str, actor: User, now: datetime) -> BugEntry:
    """What the reporter remembers later; NotFound for anybody else's report. Waits for staff to react."""
    wanted = select(BugReport).where(BugReport.id == bug_id, seen_by_reporter(actor)).with_for_update()
    bug = session.scalars(wanted.execution_options(populate_existing=True)).one_or_none()
    if bug is None:
        raise NotFound
    bug.unread_at = bug.unread_at or now
    note(session, "bug_reports", bug_id, "added_to", actor=actor, now=now)
    entry = write_entry(session, bug_id=bug_id, kind=BugEntryKind.ADDITION, text=text, author=actor, now=now)
    emit(session, BugAddedTo(bug_id=bug_id, entry_id=entry.id), now=now)
    return entry
