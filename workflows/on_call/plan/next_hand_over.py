"""When the shift of a level ends."""

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from workflows.on_call.who import get_plan, rotation_of

WITHOUT_PLAN = timedelta(hours=12)


def next_hand_over(session: Session, *, level: int, now: datetime) -> datetime:
    """The first one of the level's layers after now; half a day later where nothing is planned."""
    layers, _covers, zone = get_plan(session, since=now)
    mine = [layer for layer in layers if layer.level == level]
    return min((rotation_of(layer, zone).next_hand_over(now) for layer in mine), default=now + WITHOUT_PLAN)
