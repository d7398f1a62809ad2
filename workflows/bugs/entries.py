"""The conversation under a bug report: answers the reporter reads, notes he does not, and what he adds."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.core.errors import Invalid, NotFound
from app.core.i18n import N_
from app.core.text_cleaning import clear
from app.models.accounts.user import User
from app.models.feedback.bug import BugEntry, BugEntryKind, BugReport
from app.models.feedback.bug_flow import BUG_FLOW
from workflows.bugs.events import BugAnswered
from workflows.outbox_events import emit
from workflows.transitions import note, transition

LONGEST = 5000


def answer_reporter(session: Session, *, bug_id: int, text: str, actor: User, now: datetime) -> BugEntry:
    transition(session, BUG_FLOW, bug_id, "answer", actor=actor, now=now)
    entry = write_entry(session, bug_id=bug_id, kind=BugEntryKind.ANSWER, text=text, author=actor, now=now)
    emit(session, BugAnswered(bug_id=bug_id, entry_id=entry.id), now=now)
    return entry


def note_bug(session: Session, *, bug_id: int, text: str, actor: User, now: datetime) -> BugEntry:
    """For colleagues only."""
    transition(session, BUG_FLOW, bug_id, "note", actor=actor, now=now)
    return write_entry(session, bug_id=bug_id, kind=BugEntryKind.NOTE, text=text, author=actor, now=now)


def add_to_bug(session: Session, *, bug_id: int, text: str, actor: User, now: datetime) -> BugEntry:
    """What the reporter remembers later; only his own report, as good as not found otherwise."""
    bug = session.get(BugReport, bug_id)
    if bug is None or bug.reporter_id != actor.id or bug.deleted_at is not None:
        raise NotFound
    note(session, "bug_reports", bug_id, "added_to", actor=actor, now=now)
    return write_entry(session, bug_id=bug_id, kind=BugEntryKind.ADDITION, text=text, author=actor, now=now)


def write_entry(
    session: Session, *, bug_id: int, kind: BugEntryKind, text: str, author: User, now: datetime
) -> BugEntry:
    fitting = clear(text).strip()
    if not fitting:
        raise Invalid(N_("Tulis sesuatu dulu."), field="text")
    if len(fitting) > LONGEST:
        raise Invalid(N_("Terlalu panjang: paling banyak %(most)d karakter.", most=LONGEST), field="text")
    entry = BugEntry(bug_id=bug_id, kind=kind, text=fitting, author_id=author.id, created_at=now)
    session.add(entry)
    session.flush()
    return entry
