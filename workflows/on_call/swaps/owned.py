"""Which part of a period somebody is on call, as the plan says now."""

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from workflows.on_call.plan.list_planned_shifts import list_planned_shifts

Part = tuple[datetime, datetime]


def list_owned(session: Session, *, level: int, user_id: int, since: datetime, until: datetime) -> list[Part]:
    """The parts of the period in order, each cut to it."""
    days = (until - since) // timedelta(days=1) + 2
    shifts = list_planned_shifts(session, user_id=user_id, since=since, days=days)
    cut = [(max(one.starts_at, since), min(one.ends_at, until)) for one in shifts if one.level == level]
    return [(begin, end) for begin, end in cut if begin < end]


def is_on_call_within(session: Session, *, level: int, user_id: int, since: datetime, until: datetime) -> bool:
    return since < until and bool(list_owned(session, level=level, user_id=user_id, since=since, until=until))
