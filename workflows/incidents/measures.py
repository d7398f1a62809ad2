"""MTTD, MTTA, MTTR and MTBF: mean and median, of how many, and how many are still open."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
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


def time_between_failures(window: timedelta, *, failures: int, down: timedelta) -> timedelta | None:
    """MTBF: the time it ran, by failure; None without a failure."""
    return (window - down) / failures if failures else None
