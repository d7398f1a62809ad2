"""The shift that a form of duty is opened for: the one that was tapped, else one's next."""

from datetime import datetime

from flask import request
from sqlalchemy.orm import Session

from workflows.on_call import PlannedShift, find_on_call, list_gaps, list_planned_shifts, next_hand_over


def own_shift(session: Session, user_id: int, now: datetime) -> PlannedShift | None:
    """Of the level and moment in the address, else the first that is still to come; what is over is cut off."""
    level, at = asked_level(), asked_moment()
    shifts = [
        one
        for one in list_planned_shifts(session, user_id=user_id, since=now)
        if level in (None, one.level) and (at is None or one.starts_at <= at < one.ends_at)
    ]
    found = min(shifts, key=lambda one: one.starts_at, default=None)
    if found is None and level is not None:
        return PlannedShift(level, now, next_hand_over(session, level=level, now=now))
    return found and _turn_of(session, found, at=at or now, now=now)


def _turn_of(session: Session, shift: PlannedShift, *, at: datetime, now: datetime) -> PlannedShift:
    """From one hand-over to the next: a rotation may give the same person several turns in a row."""
    since = max(shift.starts_at, now)
    while (until := next_hand_over(session, level=shift.level, now=since)) <= at:
        since = until
    return PlannedShift(shift.level, since, min(until, shift.ends_at))


def tapped_shift(session: Session, now: datetime) -> PlannedShift | None:
    """Whoever has it, or hours that nobody has; None where the address names none."""
    level, at = asked_level(), asked_moment()
    if level is None or at is None:
        return None
    person = find_on_call(session, level=level, at=at)
    if person is not None:
        return own_shift(session, person.id, now)
    gaps = (PlannedShift(*gap) for gap in list_gaps(session, now=now))
    return next((one for one in gaps if one.level == level and one.starts_at <= at < one.ends_at), None)


def asked_level() -> int | None:
    given = request.args.get("level", "")
    return int(given) if given.isdecimal() else None


def asked_moment() -> datetime | None:
    try:
        at = datetime.fromisoformat(request.args.get("at", ""))
    except ValueError:
        return None
    return at if at.tzinfo else None
