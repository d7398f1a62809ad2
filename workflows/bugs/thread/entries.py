"""The conversation under a bug report."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from app.core.errors import Invalid
from app.core.i18n import N_
from app.core.text.cleaning import clear
from app.models.accounts.user import User
from app.models.feedback.bug import BugEntry, BugEntryKind
from workflows.threads import ThreadPage, read_thread

LONGEST = 5000


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
