"""A period of days as the dashboard shows it: totals, the trend by day, a row for each person."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.models.accounts.user import User
from app.models.kpi import KpiDay

_SUMS = (
    "jobs_done",
    "on_time",
    "checked_in",
    "no_shows",
    "claims_won",
    "claims_tried",
    "stars_sum",
    "stars_count",
    "response_seconds",
    "response_count",
    "visits_opened",
    "visits_closed",
    "visits_cancelled",
    "income_idr",
    "invoiced_idr",
)


@dataclass(frozen=True, slots=True)
class Figures:
    """Sums over some days; the averages are None where there is nothing to average."""

    sums: dict[str, int]

    def __getattr__(self, name: str) -> int:
        return self.sums[name]

    @property
    def stars(self) -> float | None:
        return self.sums["stars_sum"] / self.sums["stars_count"] if self.sums["stars_count"] else None

    @property
    def on_time_rate(self) -> float | None:
        return self.sums["on_time"] / self.sums["checked_in"] if self.sums["checked_in"] else None

    @property
    def win_rate(self) -> float | None:
        return self.sums["claims_won"] / self.sums["claims_tried"] if self.sums["claims_tried"] else None

    @property
    def response_minutes(self) -> float | None:
        return self.sums["response_seconds"] / self.sums["response_count"] / 60 if self.sums["response_count"] else None


@dataclass(frozen=True, slots=True)
class PersonFigures:
    user_id: int
    name: str
    role: str
    figures: Figures


@dataclass(frozen=True, slots=True)
class KpiPeriod:
    first: date
    last: date
    total: Figures
    stars_by_role: dict[str, Figures]
    people: Sequence[PersonFigures]
    days: Sequence[tuple[date, Figures]]


def read_period(session: Session, *, first: date, last: date, user_id: int | None = None) -> KpiPeriod:
    """Both ends included; `user_id` narrows to one person."""
    within = [KpiDay.day >= first, KpiDay.day <= last]
    if user_id is not None:
        within.append(KpiDay.user_id == user_id)
    rows = session.execute(_sums(KpiDay.user_id, KpiDay.role).where(*within)).all()
    by_day = session.execute(_sums(KpiDay.day).where(*within).order_by(KpiDay.day))
    days = [(row.day, _figures(row)) for row in by_day]
    by_role = {role: _added([row for row in rows if row.role == role]) for role in {row.role for row in rows}}
    return KpiPeriod(first, last, _added(rows), by_role, _people(session, rows), days)


def _sums(*keys: Any) -> Any:
    sums = [func.coalesce(func.sum(getattr(KpiDay, name)), 0).label(name) for name in _SUMS]
    return select(*keys, *sums).group_by(*keys)


def _figures(row: Any) -> Figures:
    return Figures({name: int(getattr(row, name)) for name in _SUMS})


def _added(rows: Sequence[Any]) -> Figures:
    return Figures({name: sum(int(getattr(row, name)) for row in rows) for name in _SUMS})


def _people(session: Session, rows: Sequence[Any]) -> list[PersonFigures]:
    wanted = select(User.id, User.name).where(User.id.in_([row.user_id for row in rows]))
    names: dict[int, str] = dict(session.execute(wanted).tuples().all())
    people = [
        PersonFigures(row.user_id, names[row.user_id], row.role, _figures(row)) for row in rows if row.user_id in names
    ]
    return sorted(people, key=lambda person: (person.role != "TECHNICIAN", -person.figures.jobs_done, person.name))
