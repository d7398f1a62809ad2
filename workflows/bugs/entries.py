"""The conversation under a bug report: answers the reporter reads, notes they do not, and what they add."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.errors import Invalid, NotFound
from app.core.i18n import N_
from app.core.text_cleaning import clear
from app.models.accounts.user import User
from app.models.feedback.bug import BugEntry, BugEntryKind, BugReport
from app.models.feedback.bug_flow import BUG_FLOW
from workflows.bugs.decision import seen_by
from workflows.bugs.events import BugAddedTo, BugAnswered
from workflows.bugs.own_bugs import seen_by_reporter
from workflows.outbox_events import emit
from workflows.threads import ThreadPage, read_thread
from workflows.transitions import note, transition

LONGEST = 5000


def answer_reporter(session: Session, *, bug_id: int, text: str, actor: User, now: datetime) -> BugEntry:
    transition(session, BUG_FLOW, bug_id, "answer", actor=actor, now=now, **seen_by(actor))
    entry = write_entry(session, bug_id=bug_id, kind=BugEntryKind.ANSWER, text=text, author=actor, now=now)
    emit(session, BugAnswered(bug_id=bug_id, entry_id=entry.id), now=now)
    return entry


def note_bug(session: Session, *, bug_id: int, text: str, actor: User, now: datetime) -> BugEntry:
    """For colleagues only. The reporter's own note about their report marks nothing as read."""
    bug = transition(session, BUG_FLOW, bug_id, "note", actor=actor, now=now)
    if bug.reporter_id != actor.id:
        bug.unread_at = None
    return write_entry(session, bug_id=bug_id, kind=BugEntryKind.NOTE, text=text, author=actor, now=now)


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


def list_bug_entries(
    session: Session, *, bug_id: int, kinds: Sequence[BugEntryKind], before: int | None = None
) -> ThreadPage:
    """The conversation of a report, of these kinds only."""
    shown = BugEntry.bug_id == bug_id, BugEntry.kind.in_(kinds)
    return read_thread(session, BugEntry, *shown, before=before)


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
