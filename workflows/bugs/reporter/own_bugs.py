"""Somebody's own bug reports."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from app.core.errors import NotFound
from app.models.accounts.user import User
from app.models.feedback.bug import BugReport
from app.policies.public_visibility import seen_by_reporter


def list_own_bugs(session: Session, *, user: User, before: int | None = None, limit: int = 25) -> Sequence[BugReport]:
    """The newest first, or those before a given one."""
    theirs = select(BugReport).where(seen_by_reporter(user))
    if before is not None:
        theirs = theirs.where(BugReport.id < before)
    return session.scalars(theirs.order_by(BugReport.id.desc()).limit(limit)).all()


def get_own_bug(session: Session, *, number: str, user: User) -> BugReport:
    """Raises NotFound for somebody else's."""
    wanted = select(BugReport).where(BugReport.number == number.upper(), seen_by_reporter(user))
    bug = session.scalars(wanted.options(joinedload(BugReport.duplicate_of))).one_or_none()
    if bug is None:
        raise NotFound
    return bug
