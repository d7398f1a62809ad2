"""The edges of breaches, of rules' words and of working days."""

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest

from app.models.support.clocks import BreachCause
from app.policies.service_levels.clock_verdict import breach_at, run
from app.policies.service_levels.rule_match import TicketFacts, fits
from app.policies.service_levels.working_time import WorkingTime, working_day_after

DUE = datetime(2026, 11, 30, 3, tzinfo=UTC)
SECOND = timedelta(seconds=1)
WEEKDAYS = WorkingTime("Asia/Jakarta", {day: [(540, 720), (780, 1020)] for day in range(5)})


@pytest.mark.parametrize(
    ("due", "now", "retargeted", "expected"),
    [
        (None, DUE, False, None),
        (DUE, DUE - SECOND, True, None),
        (DUE, DUE, False, (DUE, BreachCause.TIME)),
        (DUE, DUE, True, (DUE, BreachCause.TIME)),
        (DUE, DUE + SECOND, False, (DUE, BreachCause.TIME)),
        (DUE, DUE + SECOND, True, (DUE + SECOND, BreachCause.PRIORITY)),
    ],
)
def test_a_clock_breaches_at_its_due_time_or_when_a_new_target_put_it_into_the_past(due, now, retargeted, expected):
    assert breach_at(due, now, retargeted=retargeted) == expected


def test_the_warning_comes_after_three_quarters_of_the_working_time():
    friday = datetime(2026, 11, 27, 9, tzinfo=UTC)  # 16.00 WIB: an hour is left until Monday
    running = run(WEEKDAYS, friday, 4 * 3600, ())
    assert (running.warn_at, running.due_at) == (
        datetime(2026, 11, 30, 4, tzinfo=UTC),
        datetime(2026, 11, 30, 5, tzinfo=UTC),
    )


@pytest.mark.parametrize(
    ("moment", "days", "day"),
    [
        ("2026-11-26T16:59", 1, 27),
        ("2026-11-26T17:00", 1, 30),
        ("2026-11-27T03:00", 1, 30),
        ("2026-11-23T03:00", 5, 30),
    ],
)
def test_working_days_are_counted_from_the_day_after_the_local_one(moment, days, day):
    opens, closes = working_day_after(WEEKDAYS, datetime.fromisoformat(moment).replace(tzinfo=UTC), days) or (DUE, DUE)
    assert (opens, closes) == (datetime(2026, 11, day, 2, tzinfo=UTC), datetime(2026, 11, day, 10, tzinfo=UTC))


def test_without_working_days_there_is_no_next_one():
    assert working_day_after(WorkingTime("Asia/Jakarta", {}), DUE, 1) is None


ASKS_NOTHING = {
    "kind": None,
    "source": None,
    "locale": None,
    "hours": None,
    "customer_id": None,
    "tag": "",
    "words": "",
}


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({}, True),
        ({"kind": "QUESTION"}, True),
        ({"kind": "COMPLAINT"}, False),
        ({"customer_id": 7}, True),
        ({"customer_id": 8}, False),
        ({"hours": "WITHIN"}, False),
        ({"hours": "OUTSIDE"}, True),
        ({"tag": "vip"}, True),
        ({"tag": "vi"}, False),
        ({"words": "invoice"}, True),
        ({"words": "inv"}, True),  # the beginning of a word
        ({"words": "voice"}, False),
        ({"words": "refund, salah  INVOICE"}, True),
        ({"words": " , "}, True),
        ({"kind": "QUESTION", "words": "refund"}, False),
    ],
)
def test_a_rule_fits_when_everything_it_asks_holds(asked, expected):
    ticket = TicketFacts("QUESTION", "EMAIL", "id", ["vip"], 7, "Halo, SALAH-invoice?", working=False)
    assert fits(SimpleNamespace(**{**ASKS_NOTHING, **asked}), ticket) is expected
