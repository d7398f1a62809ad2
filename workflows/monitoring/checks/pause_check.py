"""Pause a check: nobody looks, and no downtime is counted."""

from datetime import datetime

from sqlalchemy import update
from sqlalchemy.orm import Session

from app.models.accounts.user import User
from app.models.monitoring.alarm import AlarmSource
from app.models.monitoring.check import CHECK_FLOW, Check, CheckPeriod
from workflows.monitoring.receive_alarm import AlarmNews, receive_alarm
from workflows.transitions import transition


def pause_check(session: Session, *, check_id: int, actor: User, now: datetime) -> Check:
    """A running downtime and its alarm end with the pause."""
    check: Check = transition(session, CHECK_FLOW, check_id, "pause", actor=actor, now=now)
    still = (CheckPeriod.check_id == check_id) & CheckPeriod.ended_at.is_(None)
    session.execute(update(CheckPeriod).where(still).values(ended_at=now))
    over = AlarmNews(
        source=AlarmSource.CHECK, fingerprint=f"check:{check_id}", firing=False, starts_at=now, title=check.name
    )
    receive_alarm(session, over, now=now)
    return check
