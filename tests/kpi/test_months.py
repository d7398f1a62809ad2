"""Months that are over are stored as sums; whatever the period, the figures are those of its days."""

from datetime import date, timedelta

import pytest
from sqlalchemy import event, select
from sqlalchemy.orm import Session

from app.models.kpi import SUMS, KpiDay, KpiMonth
from tests.factories import NOW, make_company, make_technician
from workflows.kpi import read_period, refresh_days, touch_day
from workflows.kpi.add_up import add_up

TODAY = NOW.date()  # 21 November 2026
ALL_DAYS = [date(2025, 1, 1) + timedelta(days=offset) for offset in range((TODAY - date(2025, 1, 1)).days + 1)]


@pytest.fixture
def counted(session: Session) -> Session:
    """Two years less a month, one job a day and person, added up as the nightly job does."""
    make_company(session)
    people = [make_technician(session, name) for name in ("Budi", "Sari")]
    rows = [
        KpiDay(day=day, user_id=person.id, role="TECHNICIAN", jobs_done=1 + day.day % 3, income_idr=day.month)
        for day in ALL_DAYS
        for person in people
    ]
    session.add_all(rows)
    session.flush()
    add_up(session, ALL_DAYS, today=TODAY)
    return session


def total_of(session: Session, first: date, last: date, name: str) -> int:
    rows = session.scalars(select(KpiDay).where(KpiDay.day >= first, KpiDay.day <= last)).all()
    return sum(getattr(row, name) for row in rows)


@pytest.mark.parametrize(
    ("first", "last"),
    [
        (date(2025, 1, 1), TODAY),
        (date(2025, 1, 2), date(2025, 1, 30)),
        (date(2025, 1, 31), date(2025, 3, 1)),
        (date(2025, 2, 1), date(2025, 2, 28)),
        (date(2025, 2, 1), date(2025, 3, 1)),
        (date(2025, 2, 2), date(2025, 3, 30)),
        (date(2025, 12, 1), date(2025, 12, 31)),
        (date(2025, 12, 31), date(2026, 1, 1)),
        (date(2026, 11, 1), TODAY),
        (TODAY, TODAY),
    ],
)
def test_the_figures_of_any_period_are_those_of_its_days(counted: Session, first: date, last: date) -> None:
    period = read_period(counted, first=first, last=last)
    for name in ("jobs_done", "income_idr"):
        assert period.total.sums[name] == total_of(counted, first, last, name)
    assert sum(figures.jobs_done for _, figures in period.days) == period.total.jobs_done
    assert [day for day, _ in period.days] == [day for day in ALL_DAYS if first <= day <= last]


def test_the_open_month_is_not_stored_and_the_last_one_is(counted: Session) -> None:
    stored = counted.scalars(select(KpiMonth.month).distinct().order_by(KpiMonth.month.desc())).all()
    assert stored[0] == date(2026, 10, 1)
    assert len(stored) == 22


def test_a_correction_of_the_past_reaches_its_month_and_its_total(counted: Session) -> None:
    moment = NOW - timedelta(days=200)
    before = read_period(counted, first=ALL_DAYS[0], last=TODAY).total.jobs_done
    lost = total_of(counted, moment.date(), moment.date(), "jobs_done")
    touch_day(counted, moment=moment, now=NOW)
    refresh_days(counted, now=NOW, back=0)  # no facts: that day and today have nothing
    today = 2 * (1 + TODAY.day % 3)
    period = read_period(counted, first=ALL_DAYS[0], last=TODAY)
    assert period.total.jobs_done == before - lost - today
    assert sum(figures.jobs_done for _, figures in period.days) == period.total.jobs_done


def test_a_year_is_read_from_months(counted: Session) -> None:
    asked: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_more: object) -> None:
        asked.append(statement)

    event.listen(counted.get_bind(), "before_cursor_execute", note)
    read_period(counted, first=date(2025, 1, 1), last=date(2025, 12, 31))
    event.remove(counted.get_bind(), "before_cursor_execute", note)
    assert len(SUMS) == 15
    assert not any("FROM kpi_days" in statement for statement in asked)
