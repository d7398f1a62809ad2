"""Mute a check for a while: it is looked at and recorded, nobody is called."""

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from app.models.accounts.user import User
from app.models.monitoring.check import CHECK_FLOW, Check
from workflows.transitions import transition


def mute_check(session: Session, *, check_id: int, actor: User, now: datetime, minutes: int) -> Check:
    until = now + timedelta(minutes=minutes)
    muted: Check = transition(session, CHECK_FLOW, check_id, "mute", actor=actor, now=now, muted_until=until)
    return muted
