"""Uptime as people may check it: 1 - D / B, where neither announced maintenance nor moments without data count.

B is the window without them, D what was down in B. Moments are half-open intervals of aware UTC.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo

Window = tuple[datetime, datetime]
TENTHS = {"major_outage": 10, "partial_outage": 3, "degraded_performance": 0}  # weight of a minute, in tenths
_MICROSECOND = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class Down:
    start: datetime
    end: datetime
    tenths: int = 10


@dataclass(frozen=True, slots=True)
class Uptime:
    base: timedelta
    down: timedelta

    def percent(self, places: int = 2) -> str:
        """Never rounded up: 99.99 for one minute in 30 days; `–` when nothing was measured."""
        if not self.base:
            return "–"
        scale = 10 ** (places + 2)
        parts = (self.base - self.down) // _MICROSECOND * scale // (self.base // _MICROSECOND)
        return "100" if not self.down else f"{parts // 10**places}.{parts % 10**places:0{places}d}"


def uptime(window: Window, downs: Iterable[Down], excluded: Iterable[Window] = ()) -> Uptime:
    """Intervals may overlap and reach beyond the window; where downs overlap the heaviest counts."""
    window = first, last = window[0].astimezone(UTC), window[1].astimezone(UTC)  # compared 20 times as fast as zones
    cut = [(max(start, first), min(end, last)) for start, end in excluded]
    out = union(cut)
    near = (down for down in downs if down.start < last and down.end > first)
    kept = [piece for down in near for piece in _without(down, out, window)]
    base = (last - first) - sum((end - start for start, end in out), timedelta())
    return Uptime(base, _weigh(kept))


def union(windows: Iterable[Window]) -> list[Window]:
    """The same moments as disjoint intervals in order."""
    found: list[Window] = []
    for start, end in sorted(one for one in windows if one[0] < one[1]):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], end))
        else:
            found.append((start, end))
    return found


def _without(down: Down, out: Sequence[Window], window: Window) -> list[Down]:
    at, end = max(down.start, window[0]), min(down.end, window[1])
    pieces: list[Down] = []
    for start, stop in out:
        if stop <= at or start >= end:
            continue
        if start > at:
            pieces.append(Down(at, start, down.tenths))
        at = stop
    return [*pieces, Down(at, end, down.tenths)] if at < end else pieces


def _weigh(downs: Sequence[Down]) -> timedelta:
    """The heaviest first; what they cover counts no lighter one again."""
    total = covered = timedelta()
    for tenths in sorted({down.tenths for down in downs}, reverse=True):
        heavy = union((down.start, down.end) for down in downs if down.tenths >= tenths)
        length = sum((end - start for start, end in heavy), timedelta())
        total += (length - covered) * tenths / 10
        covered = length
    return total


def excluded_window(
    *, announced_at: datetime, start: datetime, until: datetime, ended_at: datetime | None
) -> Window | None:
    """What a maintenance takes out of the base: only if announced before, and never beyond its announced end."""
    if announced_at >= start:
        return None
    return start, min(until, ended_at) if ended_at else until


def days_of(zone: tzinfo, *, last: date, count: int) -> list[tuple[date, Window]]:
    """The last `count` days of the zone's calendar with their beginnings and ends, oldest first."""
    days = [last - timedelta(days=back) for back in range(count - 1, -1, -1)]
    return [(day, (_midnight(day, zone), _midnight(day + timedelta(days=1), zone))) for day in days]


def _midnight(day: date, zone: tzinfo) -> datetime:
    return datetime.combine(day, time(), tzinfo=zone)
