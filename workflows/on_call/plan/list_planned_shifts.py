"""When somebody will be on call, as the plan says now."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from workflows.on_call.plan.intervals import intervals_of, moments_of
from workflows.on_call.who import LEVELS, get_plan, person_at


@dataclass(frozen=True, slots=True)
class PlannedShift:
    """`ends_at` is the end of what was looked at where the shift goes on."""

    level: int
    starts_at: datetime
    ends_at: datetime


def list_planned_shifts(session: Session, *, user_id: int, since: datetime, days: int = 60) -> list[PlannedShift]:
    """By level and time, to the minute at which the plan changes."""
    layers, covers, zone = get_plan(session, since=since)
    moments = moments_of(layers, covers, zone, first=since, last=since + timedelta(days=days))

    def shifts_of(level: int) -> list[PlannedShift]:
        mine = intervals_of(moments, lambda at: person_at(layers, covers, level=level, at=at, zone=zone) == user_id)
        return [PlannedShift(level, begin, end) for begin, end in mine]

    return [shift for level in LEVELS for shift in shifts_of(level)]
