"""Uptime: what counts, what does not, and never a figure that was rounded up."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from workflows.status.uptime import Down, days_of, excluded_window, uptime

START = datetime(2026, 11, 2, tzinfo=UTC)


def at(minutes: float) -> datetime:
    return START + timedelta(minutes=minutes)


def down(first: float, last: float, tenths: int = 10) -> Down:
    return Down(at(first), at(last), tenths)


DAY, MONTH, QUARTER = 1440, 30 * 1440, 90 * 1440


@pytest.mark.parametrize(
    ("window", "downs", "excluded", "base", "lost", "places", "percent"),
    [
        (DAY, [], [(0, DAY)], 0, 0, 2, "–"),
        (DAY, [down(-40, 10)], [], DAY, 10, 2, "99.30"),
        (DAY, [down(100, 110)], [(0, 720)], 720, 0, 2, "100"),
        (DAY, [down(100, 110)], [(90, 150)], 1380, 0, 2, "100"),
        (DAY, [down(100, 110)], [], DAY, 10, 2, "99.30"),
        (DAY, [down(100, 130), down(120, 140)], [], DAY, 40, 2, "97.22"),
        (DAY, [down(300, 305)], [(0, DAY)], 0, 0, 2, "–"),
        (DAY, [down(800, 810)], [(0, 720)], 720, 10, 2, "98.61"),
        (DAY, [down(100, 200)], [(90, 100), (120, 130), (130, 140), (200, 210)], 1400, 80, 2, "94.28"),
        (DAY, [down(100, 200)], [(150, 150), (110, 130), (120, 125)], 1420, 80, 2, "94.36"),
        (DAY, [down(85, 155)], [(90, 150)], 1380, 10, 2, "99.27"),
        (DAY, [down(DAY - 15, DAY + 60)], [], DAY, 15, 2, "98.95"),
        (MONTH, [down(0, 1)], [], MONTH, 1, 2, "99.99"),
        (MONTH, [down(0, 43.2)], [], MONTH, 43.2, 3, "99.900"),
        (QUARTER, [down(0, 60), down(100, 200, 3)], [], QUARTER, 90, 3, "99.930"),
    ],
)
def test_every_row_of_the_arithmetic(window, downs, excluded, base, lost, places, percent):
    found = uptime((at(0), at(window)), downs, [(at(first), at(last)) for first, last in excluded])
    assert found.base == timedelta(minutes=base)
    assert found.down == timedelta(minutes=lost)
    assert found.percent(places) == percent


def test_where_downtimes_overlap_the_heavier_counts():
    found = uptime((at(0), at(DAY)), [down(0, 100, 3), down(50, 60)])
    assert found.down == timedelta(minutes=10 + 90 * 0.3)


@pytest.mark.parametrize(
    ("announced", "ended", "expected"),
    [
        (-1, None, (0, 60)),
        (-1, 30, (0, 30)),
        (-1, 90, (0, 60)),  # beyond the announced end it is downtime
        (0, 60, None),  # declared while it was down already
    ],
)
def test_maintenance_counts_only_as_it_was_announced(announced, ended, expected):
    window = excluded_window(
        announced_at=at(announced), start=at(0), until=at(60), ended_at=None if ended is None else at(ended)
    )
    assert window == (expected and (at(expected[0]), at(expected[1])))


def test_days_are_cut_in_the_zone_of_the_page_also_where_clocks_are_changed():
    (first, (start, end)), *_ = days_of(ZoneInfo("Asia/Jakarta"), last=date(2026, 11, 3), count=2)
    assert (first, start.astimezone(UTC), end - start) == (
        date(2026, 11, 2), datetime(2026, 11, 1, 17, tzinfo=UTC), timedelta(days=1),
    )  # fmt: skip
    [(_, (start, end))] = days_of(ZoneInfo("Europe/Berlin"), last=date(2026, 10, 25), count=1)
    assert end.astimezone(UTC) - start.astimezone(UTC) == timedelta(hours=25)
