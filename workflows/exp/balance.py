"""How much somebody has, which level that is, and how it came about."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models.feedback.exp import CORRECTION, ExpBalance, ExpEntry, ExpLevel


@dataclass(frozen=True, slots=True)
class Progress:
    """`following` is the next level, None at the top; `percent` of the way there, 0 to 100."""

    points: int
    level: ExpLevel | None
    following: ExpLevel | None
    percent: int

    @property
    def missing(self) -> int:
        return self.following.from_points - self.points if self.following else 0


def balance_of(session: Session, *, user_id: int) -> int:
    return session.scalar(select(ExpBalance.points).where(ExpBalance.user_id == user_id)) or 0


def level_of(session: Session, *, points: int) -> ExpLevel | None:
    """The highest level these points reach; None below the lowest."""
    reached = select(ExpLevel).where(ExpLevel.from_points <= points)
    return session.scalars(reached.order_by(ExpLevel.from_points.desc()).limit(1)).one_or_none()


def list_levels(session: Session) -> Sequence[ExpLevel]:
    return session.scalars(select(ExpLevel).order_by(ExpLevel.from_points)).all()


def progress_of(session: Session, *, user_id: int) -> Progress:
    points = balance_of(session, user_id=user_id)
    level = level_of(session, points=points)
    above = select(ExpLevel).where(ExpLevel.from_points > points)
    following = session.scalars(above.order_by(ExpLevel.from_points).limit(1)).one_or_none()
    if following is None:
        return Progress(points, level, None, 100)
    start = level.from_points if level else min(points, 0)
    return Progress(points, level, following, 100 * (points - start) // (following.from_points - start))


def list_entries(session: Session, *, user_id: int, before: int | None = None, limit: int = 25) -> Sequence[ExpEntry]:
    """The newest lines of one account, or those before a given one."""
    theirs = select(ExpEntry).where(ExpEntry.user_id == user_id)
    if before is not None:
        theirs = theirs.where(ExpEntry.id < before)
    return session.scalars(theirs.order_by(ExpEntry.id.desc()).limit(limit)).all()


def list_awards_of(session: Session, *, source: tuple[str, int]) -> Sequence[ExpEntry]:
    """Every line about one thing, reversals included; their sum is what stands."""
    about = select(ExpEntry).where(ExpEntry.source_kind == source[0], ExpEntry.source_id == source[1])
    return session.scalars(about.where(ExpEntry.rule != CORRECTION).order_by(ExpEntry.id)).all()
