"""Sums of counted days: the company's days, and the months that are over."""

from collections.abc import Iterable
from datetime import date, timedelta

from sqlalchemy import delete, func, insert, literal, select
from sqlalchemy.orm import Session

from app.models.kpi import SUMS, KpiDay, KpiMonth, KpiTotal

ADDED = [func.sum(getattr(KpiDay, name)).label(name) for name in SUMS]


def first_of_month(day: date) -> date:
    return day.replace(day=1)


def following_month(month: date) -> date:
    return first_of_month(month + timedelta(days=31))


def add_up(session: Session, days: Iterable[date], *, today: date) -> None:
    """Write again what depends on these days; the month of `today` is never stored, so it is read day by day."""
    changed = set(days)
    session.execute(delete(KpiTotal).where(KpiTotal.day.in_(changed)))
    totals = select(KpiDay.day, *ADDED).where(KpiDay.day.in_(changed)).group_by(KpiDay.day)
    session.execute(insert(KpiTotal).from_select(["day", *SUMS], totals))
    for month in sorted({first_of_month(day) for day in changed} - {first_of_month(today)}):
        _add_up_month(session, month)


def _add_up_month(session: Session, month: date) -> None:
    session.execute(delete(KpiMonth).where(KpiMonth.month == month))
    within = (KpiDay.day >= month, KpiDay.day < following_month(month))
    keys = (KpiDay.user_id, KpiDay.role)
    rows = select(literal(month, KpiMonth.month.type), *keys, *ADDED).where(*within).group_by(*keys)
    session.execute(insert(KpiMonth).from_select(["month", "user_id", "role", *SUMS], rows))
