"""MTTD, MTTA, MTTR and MTBF: mean and median, of how many, and how many are still open."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import fmean, median


@dataclass(frozen=True, slots=True)
class Measure:
    """In minutes; None where nothing is finished."""

    mean: float | None
    median: float | None
    n: int
    open: int = 0


def measure(durations: Iterable[timedelta | None]) -> Measure:
    """None is one that has not ended: counted as open, in neither figure."""
    given = list(durations)
    minutes = [one.total_seconds() / 60 for one in given if one is not None]
    open_ones = len(given) - len(minutes)
    if not minutes:
        return Measure(None, None, 0, open_ones)
    return Measure(fmean(minutes), median(minutes), len(minutes), open_ones)


def runs_before_failures(
    window: tuple[datetime, datetime], failures: Iterable[tuple[datetime, datetime]]
) -> list[timedelta | None]:
    """How long it ran before each failure of the window, 0 where one began during another; None: since the last."""
    runs: list[timedelta | None] = []
    ran_since = window[0]
    for begin, end in sorted(failures):
        runs.append(max(begin - ran_since, timedelta()))
        ran_since = max(ran_since, end)
    return [*runs, None] if ran_since < window[1] else runs


def time_between_failures(window: timedelta, *, failures: int, down: timedelta) -> timedelta | None:
    """MTBF: the time it ran, by failure; None without a failure."""
    return (window - down) / failures if failures else None
