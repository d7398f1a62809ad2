"""Who has gained most: this month, and ever."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from app.models.accounts.user import User, UserStatus
from app.models.feedback.exp import ExpBalance, ExpMonth
from workflows.exp.entry import day_of

LONGEST = 50


class Period(StrEnum):
    MONTH = "MONTH"
    ALL_TIME = "ALL_TIME"


@dataclass(frozen=True, slots=True)
class Rank:
    """Equal points share a place; within it the older account comes first."""

    place: int
    user_id: int
    name: str
    points: int
    shown: str  # the real name of those who chose so, else the username


def leaderboard(
    session: Session, *, period: Period, now: datetime, limit: int = LONGEST, month: date | None = None
) -> list[Rank]:
    """The first of those who show themselves and have gained anything; `month` looks at another one."""
    ranked = _ranked(session, period, now, month).subquery()
    first = select(ranked).order_by(ranked.c.place, ranked.c.user_id).limit(limit)
    return [Rank(row.place, row.user_id, row.name, row.points, row.shown) for row in session.execute(first)]


def find_rank(
    session: Session, *, user_id: int, period: Period, now: datetime, month: date | None = None
) -> Rank | None:
    """Somebody's own place, however far down; None for those who hide or have gained nothing."""
    ranked = _ranked(session, period, now, month).subquery()
    row = session.execute(select(ranked).where(ranked.c.user_id == user_id)).one_or_none()
    return None if row is None else Rank(row.place, row.user_id, row.name, row.points, row.shown)


def _ranked(session: Session, period: Period, now: datetime, month: date | None) -> Any:
    totals: Any = ExpBalance if period == Period.ALL_TIME else ExpMonth
    place = func.rank().over(order_by=totals.points.desc()).label("place")
    shown = case((ExpBalance.named, User.name), else_=User.username).label("shown")
    chosen = (
        select(place, totals.user_id, User.name, totals.points, shown)
        .join(User, User.id == totals.user_id)
        .where(totals.points > 0, User.status == UserStatus.ACTIVE, ~ExpBalance.hidden)
    )
    if period == Period.MONTH:
        chosen = chosen.join(ExpBalance, ExpBalance.user_id == ExpMonth.user_id)
        chosen = chosen.where(ExpMonth.month == (month or day_of(session, now)).replace(day=1))
    return chosen


def is_named(session: Session, *, user_id: int) -> bool:
    return bool(session.scalar(select(ExpBalance.named).where(ExpBalance.user_id == user_id)))


def is_hidden(session: Session, *, user_id: int) -> bool:
    return bool(session.scalar(select(ExpBalance.hidden).where(ExpBalance.user_id == user_id)))
