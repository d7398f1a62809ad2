"""When nobody will be on call, as the plan says now."""

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models.accounts.user import User
from app.policies.on_call import may_be_on_call
from workflows.on_call.plan.intervals import intervals_of, moments_of
from workflows.on_call.who import get_plan, person_at


def list_gaps(session: Session, *, now: datetime, days: int = 30) -> list[tuple[int, datetime, datetime]]:
    """Hours without anybody who may be called, to the minute: level, beginning and end of each, by level and time."""
    layers, covers, zone = get_plan(session, since=now)
    able = set(session.scalars(select(User.id).where(may_be_on_call())))
    moments = moments_of(layers, covers, zone, first=now, last=now + timedelta(days=days))

    def gaps_of(level: int) -> list[tuple[int, datetime, datetime]]:
        alone = intervals_of(moments, lambda at: person_at(layers, covers, level=level, at=at, zone=zone) not in able)
        return [(level, begin, end) for begin, end in alone]

    return [gap for level in sorted({layer.level for layer in layers}) for gap in gaps_of(level)]
