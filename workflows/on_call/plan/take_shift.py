"""Take a shift oneself."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.models.accounts.user import User
from app.models.on_call.schedule import CoverKind, OnCallCover
from workflows.on_call.plan.cover_shift import cover_shift
from workflows.on_call.plan.next_hand_over import next_hand_over


def take_shift(session: Session, *, level: int, actor: User, now: datetime) -> OnCallCover:
    """From now until the next hand-over of the level."""
    until = next_hand_over(session, level=level, now=now)
    return cover_shift(
        session, level=level, user_id=actor.id, starts_at=now, ends_at=until, actor=actor, now=now, kind=CoverKind.TAKEN
    )
