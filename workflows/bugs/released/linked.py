"""Which releases a bug is linked to, and which fixed bugs to a release."""

from collections.abc import Sequence

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from app.models.feedback.bug import BugReport, BugStatus
from app.models.releases.release import COMING, STANDING, Release, ReleaseStatus, release_bugs


def is_awaiting_release(session: Session, bug_id: int) -> bool:
    """A release with its fix is still to come, and none stands."""
    return is_in(session, bug_id, COMING) and not is_in(session, bug_id, STANDING)


def is_in(session: Session, bug_id: int, statuses: frozenset[ReleaseStatus], *, but: int = 0) -> bool:
    """Linked to a release in one of these statuses, other than `but`."""
    linked = exists().where(
        release_bugs.c.bug_id == bug_id,
        release_bugs.c.release_id == Release.id,
        Release.status.in_([str(status) for status in statuses]),
        Release.id != but,
    )
    return bool(session.scalar(select(linked)))


def list_fixed_bugs(session: Session, release_id: int) -> Sequence[BugReport]:
    """Locked, in the order of their ids."""
    theirs = select(BugReport).join(release_bugs, release_bugs.c.bug_id == BugReport.id)
    fixed = (BugReport.status == BugStatus.FIXED, BugReport.deleted_at.is_(None))
    wanted = theirs.where(release_bugs.c.release_id == release_id, *fixed).order_by(BugReport.id)
    locked = wanted.with_for_update(of=BugReport).execution_options(populate_existing=True)
    return session.scalars(locked).all()
