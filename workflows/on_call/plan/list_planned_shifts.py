"""When somebody will be on call, as the plan says now."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from app.models.on_call.schedule import OnCallCover
from workflows.on_call.who import LEVELS, get_plan, person_at

HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class PlannedShift:
    """`ends_at` is the end of what was looked at where the shift goes on."""

    level: int
    starts_at: datetime
    ends_at: datetime


def list_planned_shifts(session: Session, *, user_id: int, since: datetime, days: int = 60) -> list[PlannedShift]:
    """By level and time; rotations change on the hour, exceptions at any minute."""
    first = since.replace(minute=0, second=0, microsecond=0)
    layers, covers, zone = get_plan(session, since=first)
    moments = _moments(first, days, covers)
    found: list[PlannedShift] = []
    for level in LEVELS:
        begun: datetime | None = None
        for at in moments:
            mine = at < moments[-1] and person_at(layers, covers, level=level, at=at, zone=zone) == user_id
            if mine and begun is None:
                begun = at
            elif not mine and begun is not None:
                found.append(PlannedShift(level, begun, at))
                begun = None
    return found


def _moments(first: datetime, days: int, covers: Sequence[OnCallCover]) -> list[datetime]:
    last = first + timedelta(days=days)
    hours: Iterator[datetime] = (first + number * HOUR for number in range(days * 24 + 1))
    edges = {at for one in covers for at in (one.starts_at, one.ends_at) if first < at < last}
    return sorted({*hours, *edges})
