"""The working calendars of the examples: A office hours, B with Saturdays, C always, N nights, R Ramadan hours."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from app.policies.service_levels.working_time import Block, WorkingTime

HOLIDAYS = (date(2026, 3, 19), date(2026, 3, 21), date(2026, 3, 22), date(2026, 8, 17), date(2026, 12, 25))
JOINT_LEAVE = (date(2026, 3, 18), date(2026, 3, 20), date(2026, 3, 23), date(2026, 3, 24), date(2026, 12, 24))
WIB, WITA, WIT = "Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura"


def hours(*blocks: str) -> tuple[Block, ...]:
    """`hours("08.00-12.00")` in minutes since midnight."""

    def minutes(text: str) -> int:
        hour, _, minute = text.partition(".")
        return 60 * int(hour) + int(minute or 0)

    return tuple((minutes(opens), minutes(closes)) for opens, _, closes in (block.partition("-") for block in blocks))


_DAY, _FRIDAY = hours("08-12", "13-17"), hours("08-11.30", "13-17")
_WEEK = {0: _DAY, 1: _DAY, 2: _DAY, 3: _DAY, 4: _FRIDAY}
_OFF: dict[date, Sequence[Block]] = dict.fromkeys((*HOLIDAYS, *JOINT_LEAVE), ())
_RAMADAN = {date(2026, 2, 18) + timedelta(days=n): hours("08-12", "12.30-15.30") for n in range(30)}

A = WorkingTime(WIB, _WEEK, _OFF)
A_WITA = WorkingTime(WITA, _WEEK, _OFF)
A_WIT = WorkingTime(WIT, _WEEK, _OFF)
B = WorkingTime(WIB, {**_WEEK, 5: hours("08-12")}, dict.fromkeys(HOLIDAYS, ()))
C = WorkingTime(WIB, dict.fromkeys(range(7), hours("00-24")))
N = WorkingTime(WIB, dict.fromkeys(range(7), hours("00-06", "22-24")))
R = WorkingTime(WIB, _WEEK, {day: blocks for day, blocks in _RAMADAN.items() if day.weekday() < 5} | _OFF)
BERLIN = WorkingTime(
    "Europe/Berlin", {**dict.fromkeys(range(5), hours("06-11", "12.30-20")), 5: hours("00-24"), 6: hours("00-24")}
)


def at(text: str, zone: str = WIB) -> datetime:
    """`at("2026-11-30 09:00")`: that wall time in the zone."""
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone))
