"""Two reports of one bug: the later one points to the first, and makes it more urgent."""

from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app.core.errors import Invalid, NotFound
from app.core.i18n import N_
from app.models.accounts.user import User
from app.models.feedback.bug import BugReport, BugStatus
from app.models.feedback.bug_flow import BUG_FLOW
from workflows.bugs.decisions.decision import decision
from workflows.bugs.decisions.priority import recount
from workflows.bugs.decisions.reward import reward_late
from workflows.bugs.events import BugFixed, BugIsDuplicate
from workflows.bugs.released.linked import is_awaiting_release
from workflows.bugs.thread.notify_anonymous import notify_anonymous
from workflows.outbox_events import emit
from workflows.transitions import transition


def mark_duplicate(session: Session, *, bug_id: int, original: str, actor: User, now: datetime) -> BugReport:
    """Point to the first report by its number; what pointed here follows. Raises Invalid for itself and for circles."""
    first = _first_report(session, bug_id, original.strip().upper())
    facts = decision(actor, now)
    bug = transition(
        session, BUG_FLOW, bug_id, "mark_duplicate", actor=actor, now=now, duplicate_of_id=first.id, **facts
    )
    followers = session.scalars(
        update(BugReport)
        .where(BugReport.duplicate_of_id == bug_id)
        .values(duplicate_of_id=first.id)
        .returning(BugReport)
        .execution_options(populate_existing=True, synchronize_session=False)
    ).all()
    recount(session, bug_id=first.id, now=now)
    recount(session, bug_id=bug_id, now=now)
    emit(session, BugIsDuplicate(bug_id=bug_id), now=now)
    if first.status == BugStatus.FIXED and not is_awaiting_release(session, first.id):
        for one in (bug, *followers):
            emit(session, BugFixed(bug_id=first.id, only_bug_id=one.id), now=now)
        version = first.fixed_version or ""
        notify_anonymous(session, reports=[bug, *followers], version=version, actor=actor, now=now)
        reward_late(session, bug=first, duplicates=[bug, *followers], actor=actor, now=now)
    return bug


def _first_report(session: Session, bug_id: int, number: str) -> BugReport:
    """Both rows locked in the order of their ids: of two that are marked crosswise, the second sees the first."""
    wanted = select(BugReport).where((BugReport.number == number) | (BugReport.id == bug_id))
    locked = session.scalars(
        wanted.order_by(BugReport.id).with_for_update().execution_options(populate_existing=True)
    ).all()
    if all(one.id != bug_id for one in locked):
        raise NotFound
    first = next((one for one in locked if one.number == number and one.deleted_at is None), None)
    if first is None:
        raise Invalid(N_("Tidak ada laporan bug dengan nomor %(number)s.", number=number), field="original")
    if first.id == bug_id:
        raise Invalid(N_("Laporan tidak bisa menjadi duplikat dirinya sendiri."), field="original")
    if first.duplicate_of_id is not None:
        top = session.get_one(BugReport, first.duplicate_of_id)
        text = N_("%(number)s sendiri duplikat dari %(first)s.", number=number, first=top.number)
        raise Invalid(text, field="original")
    return first
