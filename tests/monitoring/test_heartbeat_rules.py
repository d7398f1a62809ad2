"""When a job that pings counts as down."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from workflows.monitoring.heartbeat_rules import PingSchedule, down_at

WIB = ZoneInfo("Asia/Jakarta")
DAY, HOUR, MINUTE = timedelta(days=1), timedelta(hours=1), timedelta(minutes=1)


def wib(day: int, hour: int, minute: int = 0) -> datetime:
    """November and December 2026; the 30th is a Monday, the 31st stands for 1 December."""
    return (datetime(2026, 11, 1, hour, minute, tzinfo=WIB) + (day - 1) * DAY).astimezone(UTC)


@pytest.mark.parametrize(
    ("given", "pinged", "started", "expected"),
    [
        ({"cron": "0 1 * * *", "grace": 30 * MINUTE}, wib(30, 1, 5), wib(31, 1), wib(31, 1, 30)),
        ({"cron": "0 1 * * *", "grace": HOUR}, wib(30, 1, 5), None, wib(31, 2)),
        ({"cron": "0 1 * * *", "grace": HOUR}, wib(30, 1, 59), None, wib(31, 2)),
        ({"cron": "0 8 * * 1-5", "grace": 15 * MINUTE}, wib(27, 8, 1), None, wib(30, 8, 15)),
        ({"period": DAY, "grace": HOUR}, wib(30, 1, 5), None, wib(31, 2, 5)),
    ],
)
def test_down_after_the_next_expected_ping_and_its_grace(given, pinged, started, expected):
    assert down_at(PingSchedule(zone=WIB, **given), last_ping_at=pinged, started_at=started) == expected


HOURLY = PingSchedule(zone=WIB, grace=5 * MINUTE, period=HOUR)


def test_ping_with_a_bad_exit_status_is_down_at_once():
    assert down_at(HOURLY, last_ping_at=wib(30, 1), failed_at=wib(30, 2)) == wib(30, 2)
    assert down_at(HOURLY, last_ping_at=wib(30, 3), failed_at=wib(30, 2)) == wib(30, 4, 5)


def test_new_one_gives_no_alarm_but_a_job_of_ours_must_run_once():
    assert down_at(HOURLY, last_ping_at=None) is None
    assert down_at(HOURLY, last_ping_at=None, expected_since=wib(30, 1)) == wib(30, 2, 5)


def test_failure_and_start_at_the_very_moment_of_the_last_ping():
    assert down_at(HOURLY, last_ping_at=wib(30, 1), failed_at=wib(30, 1)) == wib(30, 1)
    assert down_at(HOURLY, last_ping_at=wib(30, 1), started_at=wib(30, 1)) == wib(30, 2, 5)
    assert down_at(HOURLY, last_ping_at=wib(30, 1), started_at=wib(30, 1, 1)) == wib(30, 1, 6)
    assert down_at(HOURLY, last_ping_at=None, started_at=wib(30, 1)) == wib(30, 1, 5)
