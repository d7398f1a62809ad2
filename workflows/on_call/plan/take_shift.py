"""Take a shift oneself."""

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from app.models.accounts.user import User
from app.models.on_call.schedule import CoverKind, OnCallCover
from workflows.on_call.plan.cover_shift import cover_shift
from workflows.on_call.who import get_plan, rotation_of


def take_shift(session: Session, *, level: int, actor: User, now: datetime) -> OnCallCover:
    """From now until the next hand-over of the level."""
    layers, _covers, zone = get_plan(session, since=now)
    mine = [layer for layer in layers if layer.level == level]
    until = min((rotation_of(layer, zone).next_hand_over(now) for layer in mine), default=now + timedelta(hours=12))
    return cover_shift(
        session, level=level, user_id=actor.id, starts_at=now, ends_at=until, actor=actor, now=now, kind=CoverKind.TAKEN
    )
