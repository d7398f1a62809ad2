"""Somebody's own bug reports."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from app.core.errors import NotFound
from app.models.feedback.bug import BugReport


def list_own_bugs(session: Session, *, user_id: int, before: int | None = None, limit: int = 25) -> Sequence[BugReport]:
    """The newest first, or those before a given one."""
    theirs = select(BugReport).where(BugReport.reporter_id == user_id, BugReport.deleted_at.is_(None))
    if before is not None:
        theirs = theirs.where(BugReport.id < before)
    return session.scalars(theirs.order_by(BugReport.id.desc()).limit(limit)).all()


def get_own_bug(session: Session, *, number: str, user_id: int) -> BugReport:
    """Somebody else's is as good as not found."""
    wanted = select(BugReport).where(
        BugReport.number == number.upper(), BugReport.reporter_id == user_id, BugReport.deleted_at.is_(None)
    )
    bug = session.scalars(wanted.options(joinedload(BugReport.duplicate_of))).one_or_none()
    if bug is None:
        raise NotFound
    return bug
