"""Working time: how much of it lies between two moments, and when a target of it is used up.

Working time is the union of half-open blocks of local wall time. A day named in `days` (a holiday, a half day, Ramadan
hours) replaces its weekday as a whole. Sums are made in UTC and in seconds; nothing is rounded.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

DAY_MINUTES = 24 * 60
LONGEST_WALK = timedelta(days=400)  # a target that is not used up by then has no due time

Block = tuple[int, int]  # minutes since local midnight, open and close; 1440 is a legal close
Span = tuple[datetime, datetime]  # UTC, the end excluded
Pause = tuple[datetime, datetime | None]  # None: it still lasts


@dataclass(frozen=True)
class WorkingTime:
    """A working calendar. `week`: weekday (Monday is 0) to its blocks, in order; `days`: what replaces single days."""

    zone: str
    week: Mapping[int, Sequence[Block]]
    days: Mapping[date, Sequence[Block]] = field(default_factory=dict[date, Sequence[Block]])

    def blocks_of(self, day: date) -> Sequence[Block]:
        return self.days.get(day, self.week.get(day.weekday(), ()))


def spans_from(calendar: WorkingTime, start: datetime) -> Iterator[Span]:
    """The blocks after `start`, in UTC, the first cut at `start`; ends after LONGEST_WALK."""
    zone = ZoneInfo(calendar.zone)
    day = start.astimezone(zone).date() - timedelta(days=1)
    for _ in range(LONGEST_WALK.days + 2):
        for opens, closes in calendar.blocks_of(day):
            begin, end = _moment(day, opens, zone), _moment(day, closes, zone)
            if end > start:
                yield max(begin, start), end
        day += timedelta(days=1)


def due_after(calendar: WorkingTime, start: datetime, target_s: float, pauses: Sequence[Pause] = ()) -> datetime | None:
    """The earliest moment at which `target_s` seconds of working time outside of the pauses are used up.

    None while a pause lasts that began before it, and when it is further away than LONGEST_WALK.
    """
    start, stops = start.astimezone(UTC), _in_order(pauses)
    left = target_s
    for running_from, running_until in _running(start, stops):
        for begin, end in spans_from(calendar, running_from):
            worked = ((end if running_until is None else min(end, running_until)) - begin).total_seconds()
            if worked <= 0:
                break
            if worked >= left:
                return begin + timedelta(seconds=left)
            left -= worked
    return None


def worked_between(calendar: WorkingTime, start: datetime, until: datetime, pauses: Sequence[Pause] = ()) -> float:
    """Seconds of working time from `start` to `until`, outside of the pauses."""
    start, until = start.astimezone(UTC), until.astimezone(UTC)
    total = 0.0
    for running_from, running_until in _running(start, _in_order(pauses)):
        last = until if running_until is None else min(until, running_until)
        since = running_from
        while since < last:  # a walk is bounded; years are walked in several
            reached = min(last, since + LONGEST_WALK)
            for begin, end in spans_from(calendar, since):
                if begin >= reached:
                    break
                total += (min(end, reached) - begin).total_seconds()
            since = reached
    return total


def _moment(day: date, minutes: int, zone: ZoneInfo) -> datetime:
    on = day + timedelta(days=1) if minutes == DAY_MINUTES else day
    hour, minute = divmod(minutes % DAY_MINUTES, 60)
    return datetime(on.year, on.month, on.day, hour, minute, tzinfo=zone).astimezone(UTC)


def _in_order(pauses: Sequence[Pause]) -> list[Pause]:
    return sorted(
        ((since.astimezone(UTC), until.astimezone(UTC) if until else None) for since, until in pauses),
        key=lambda pause: pause[0],
    )


def _running(start: datetime, pauses: Sequence[Pause]) -> Iterator[tuple[datetime, datetime | None]]:
    """The stretches in which a clock runs; the last has no end unless a pause still lasts. Pauses may overlap."""
    since = start
    for begin, end in pauses:
        if end is not None and end <= since:
            continue
        if begin > since:
            yield since, begin
        if end is None:
            return
        since = end
    yield since, None


def working_day_after(calendar: WorkingTime, moment: datetime, days: int) -> Span | None:
    """Opening and close, in UTC, of the n-th working day after the local day of `moment`; None within no reach."""
    zone = ZoneInfo(calendar.zone)
    today = moment.astimezone(zone).date()
    for offset in range(1, LONGEST_WALK.days):
        day = today + timedelta(days=offset)
        blocks = calendar.blocks_of(day)
        days -= bool(blocks)
        if days == 0:
            return _moment(day, blocks[0][0], zone), _moment(day, blocks[-1][1], zone)
    return None


def is_working(calendar: WorkingTime, moment: datetime) -> bool:
    """Whether the moment lies in a block."""
    local = moment.astimezone(ZoneInfo(calendar.zone))
    minute = local.hour * 60 + local.minute
    return any(opens <= minute < closes for opens, closes in calendar.blocks_of(local.date()))
