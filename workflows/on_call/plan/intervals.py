"""When the plan may put somebody else on call, to the minute, and the intervals between."""

from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from app.models.on_call.schedule import OnCallCover, OnCallLayer
from workflows.on_call.who import rotation_of

DAY_HOURS = 24


def moments_of(
    layers: Sequence[OnCallLayer], covers: Sequence[OnCallCover], zone: ZoneInfo, *, first: datetime, last: datetime
) -> list[datetime]:
    """In order, `first` and `last` among them: hand-overs, hours and days of layers, edges of exceptions."""
    found = {at for one in covers for at in (one.starts_at, one.ends_at)}
    for layer in layers:
        found.update(_hand_overs(layer, zone, first, last))
        found.update(_hours(layer, zone, first, last))
    return sorted({at.astimezone(UTC) for at in found if first < at < last} | {first, last})


def intervals_of(moments: Sequence[datetime], holds: Callable[[datetime], bool]) -> Iterator[tuple[datetime, datetime]]:
    """Beginning and end of each interval in which something holds; neighbours are one."""
    begun: datetime | None = None
    for at in moments:
        held = at < moments[-1] and holds(at)
        if held and begun is None:
            begun = at
        elif not held and begun is not None:
            yield begun, at
            begun = None


def _hand_overs(layer: OnCallLayer, zone: ZoneInfo, first: datetime, last: datetime) -> Iterator[datetime]:
    rotation = rotation_of(layer, zone)
    at = rotation.next_hand_over(first)
    while at < last:
        yield at
        at = rotation.next_hand_over(at)


def _hours(layer: OnCallLayer, zone: ZoneInfo, first: datetime, last: datetime) -> Iterator[datetime]:
    """Midnight counts because of the layer's weekdays."""
    day, end = first.astimezone(zone).date(), last.astimezone(zone).date()
    while day <= end:
        for hour in {0, layer.from_hour, layer.until_hour % DAY_HOURS}:
            yield datetime(day.year, day.month, day.day, hour, tzinfo=zone)
        day += timedelta(days=1)
