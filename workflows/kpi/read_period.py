"""A period of days as the dashboard shows it: totals, the trend by day, a row for each person."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import func, select, union_all
from sqlalchemy.orm import Session

from app.models.accounts.user import User
from app.models.kpi import SUMS, KpiDay, KpiMonth, KpiTotal
from workflows.kpi.add_up import first_of_month, following_month


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
    """Both ends included; `user_id` narrows to one person. Whole months that are stored are read as such."""
    theirs = [] if user_id is None else [KpiDay.user_id == user_id]
    months = [] if user_id else _stored_months(session, first, last)
    rows = _by_person(session, first, last, months, theirs)
    days = list_days(session, first=first, last=last, user_id=user_id)
    by_role = {role: _added([row for row in rows if row.role == role]) for role in {row.role for row in rows}}
    return KpiPeriod(first, last, _added(rows), by_role, _people(session, rows), days)


def list_days(
    session: Session, *, first: date, last: date, user_id: int | None = None
) -> Sequence[tuple[date, Figures]]:
    """Days of which something was counted, oldest first; of everybody together or of one person."""
    table = KpiDay if user_id else KpiTotal
    theirs = [KpiDay.user_id == user_id] if user_id else []
    by_day = _sums(table, table.day).where(table.day >= first, table.day <= last, *theirs).order_by(table.day)
    return [(row.day, _figures(row)) for row in session.execute(by_day)]


def _stored_months(session: Session, first: date, last: date) -> list[date]:
    """The stored months that lie in the period as a whole."""
    until = first_of_month(last + timedelta(days=1))
    inside = (KpiMonth.month >= first, KpiMonth.month < until)
    return list(session.scalars(select(KpiMonth.month).where(*inside).distinct().order_by(KpiMonth.month)))


def _by_person(session: Session, first: date, last: date, months: Sequence[date], theirs: Sequence[Any]) -> Any:
    """Months as they are stored, every other day by itself."""
    parts = [
        select(KpiDay.user_id, KpiDay.role, *(getattr(KpiDay, name) for name in SUMS)).where(
            KpiDay.day >= begin, KpiDay.day < end, *theirs
        )
        for begin, end in _gaps(first, last + timedelta(days=1), months)
    ]
    if months:
        columns = (KpiMonth.user_id, KpiMonth.role, *(getattr(KpiMonth, name) for name in SUMS))
        parts.append(select(*columns).where(KpiMonth.month.in_(months)))
    together = union_all(*parts).subquery()
    sums = [func.coalesce(func.sum(together.c[name]), 0).label(name) for name in SUMS]
    keys = (together.c.user_id, together.c.role)
    return session.execute(select(*keys, *sums).group_by(*keys)).all()


def _gaps(begin: date, end: date, months: Sequence[date]) -> list[tuple[date, date]]:
    """The stretches of days that no month covers, each with its end excluded."""
    stretches, at = [], begin
    for month in months:
        stretches.append((at, month))
        at = following_month(month)
    stretches.append((at, end))
    return [(one, other) for one, other in stretches if one < other]


def _sums(table: Any, *keys: Any) -> Any:
    sums = [func.coalesce(func.sum(getattr(table, name)), 0).label(name) for name in SUMS]
    return select(*keys, *sums).group_by(*keys)


def _figures(row: Any) -> Figures:
    return Figures({name: int(getattr(row, name)) for name in SUMS})


def _added(rows: Sequence[Any]) -> Figures:
    return Figures({name: sum(int(getattr(row, name)) for row in rows) for name in SUMS})


def _people(session: Session, rows: Sequence[Any]) -> list[PersonFigures]:
    wanted = select(User.id, User.name).where(User.id.in_([row.user_id for row in rows]))
    names: dict[int, str] = dict(session.execute(wanted).tuples().all())
    people = [
        PersonFigures(row.user_id, names[row.user_id], row.role, _figures(row)) for row in rows if row.user_id in names
    ]
    return sorted(people, key=lambda person: (person.role != "TECHNICIAN", -person.figures.jobs_done, person.name))
