"""Whose turn it is, by the wall clock."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from workflows.on_call.rotation import Rotation, with_people

WIB = ZoneInfo("Asia/Jakarta")
ANDI, BENI, CITRA, DIMAS = 1, 2, 3, 4
WEEKLY = Rotation((ANDI, BENI, CITRA), datetime(2026, 11, 2, 9), WIB)  # noqa: DTZ001  wall clock


def wib(month: int, day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=WIB).astimezone(UTC)


@pytest.mark.parametrize(
    ("moment", "person"),
    [
        (wib(11, 2, 8, 59), CITRA),  # before the start the list runs backwards
        (wib(11, 2, 9), ANDI),
        (wib(11, 9, 8, 59), ANDI),
        (wib(11, 9, 9), BENI),
        (wib(11, 29, 23, 59), ANDI),
        (wib(11, 30, 9), BENI),
        (wib(12, 21, 9), BENI),
    ],
)
def test_weekly_rotation_hands_over_on_monday_at_nine(moment, person):
    assert WEEKLY.person_at(moment) == person


def test_next_hand_over_is_the_beginning_of_the_next_turn():
    assert WEEKLY.next_hand_over(wib(11, 30, 8)) == wib(11, 30, 9)
    assert WEEKLY.next_hand_over(wib(11, 30, 9)) == wib(12, 7, 9)


def test_monthly_rotation_counts_from_its_start_and_knows_short_months():
    monthly = Rotation((ANDI, BENI), datetime(2026, 1, 31, 9), WIB, length=None)  # noqa: DTZ001
    assert [monthly.begin_of(turn).day for turn in range(4)] == [31, 28, 31, 30]
    assert monthly.person_at(wib(2, 28, 8)) == ANDI
    assert monthly.person_at(wib(2, 28, 9)) == BENI
    assert monthly.person_at(wib(3, 31, 9)) == ANDI


def test_before_its_day_of_the_month_the_turn_is_the_one_before():
    monthly = Rotation((ANDI, BENI, CITRA), datetime(2026, 1, 15, 9), WIB, length=None)  # noqa: DTZ001
    assert [monthly.person_at(wib(*at)) for at in ((3, 15, 8), (3, 15, 9), (4, 1, 0))] == [BENI, CITRA, CITRA]
    assert monthly.next_hand_over(wib(3, 15, 8)) == wib(3, 15, 9)


def test_wall_clock_stays_where_clocks_are_changed():
    berlin = ZoneInfo("Europe/Berlin")
    daily = Rotation((ANDI, BENI), datetime(2026, 10, 24, 9), berlin, timedelta(days=1))  # noqa: DTZ001
    assert daily.person_at(datetime(2026, 10, 25, 7, 59, tzinfo=UTC)) == ANDI  # 08.59 winter time
    assert daily.person_at(datetime(2026, 10, 25, 8, 0, tzinfo=UTC)) == BENI


@pytest.mark.parametrize(
    ("people", "now", "following"),
    [
        ((ANDI, BENI, CITRA, DIMAS), ANDI, BENI),
        ((BENI, ANDI), ANDI, BENI),
        ((CITRA, BENI), CITRA, BENI),  # who is on call left: the first of the list has it
        ((DIMAS, ANDI, CITRA), ANDI, CITRA),
    ],
)
def test_another_list_does_not_change_who_is_on_call_now(people, now, following):
    moment = wib(11, 29, 12)  # Andi's week
    changed = with_people(WEEKLY, people, now=moment)
    assert changed.person_at(moment) == now
    assert changed.person_at(wib(11, 30, 9)) == following


def test_empty_list_has_nobody():
    assert Rotation((), WEEKLY.start, WIB).person_at(wib(11, 30, 9)) is None
