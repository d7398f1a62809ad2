"""Answer the reporter of a bug."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.models.accounts.user import User
from app.models.feedback.bug import BugEntry, BugEntryKind
from app.models.feedback.bug_flow import BUG_FLOW
from workflows.bugs.decisions.decision import seen_by
from workflows.bugs.events import BugAnswered
from workflows.bugs.thread.entries import write_entry
from workflows.outbox_events import emit
from workflows.transitions import transition

LONGEST = 5000


def answer_reporter(session: Session, *, bug_id: int, text: str, actor: User, now: datetime) -> BugEntry:
    transition(session, BUG_FLOW, bug_id, "answer", actor=actor, now=now, **seen_by(actor))
    entry = write_entry(session, bug_id=bug_id, kind=BugEntryKind.ANSWER, text=text, author=actor, now=now)
    emit(session, BugAnswered(bug_id=bug_id, entry_id=entry.id), now=now)
    return entry
