"""Figures of whole months are compared with as many months before them, others with as many days."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.policies.figure_period import previous_days


@pytest.mark.parametrize(
    ("period", "before"),
    [
        ("2026-11-01 2026-11-30", "2026-10-01 2026-10-31"),
        ("2026-03-01 2026-03-31", "2026-02-01 2026-02-28"),
        ("2028-03-01 2028-03-31", "2028-02-01 2028-02-29"),
        ("2028-02-01 2028-02-29", "2028-01-01 2028-01-31"),
        ("2026-01-01 2026-01-31", "2025-12-01 2025-12-31"),
        ("2026-01-01 2026-12-31", "2025-01-01 2025-12-31"),
        ("2026-07-01 2026-09-30", "2026-04-01 2026-06-30"),
        ("2026-11-01 2026-11-29", "2026-10-03 2026-10-31"),
        ("2026-11-02 2026-11-30", "2026-10-04 2026-11-01"),
        ("2026-11-01 2026-12-01", "2026-10-01 2026-10-31"),
        ("2028-02-01 2028-02-28", "2028-01-04 2028-01-31"),
        ("2026-11-15 2026-11-15", "2026-11-14 2026-11-14"),
    ],
)
def test_the_period_before(period, before):
    first, last = map(date.fromisoformat, period.split())
    assert " ".join(day.isoformat() for day in previous_days(first, last)) == before


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(0, 1100))
def test_it_ends_on_the_eve_and_is_never_empty(first, days):
    before, eve = previous_days(first, first + timedelta(days=days))
    assert before <= eve == first - timedelta(days=1)
