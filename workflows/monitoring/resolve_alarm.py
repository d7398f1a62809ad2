"""Say that an alarm is over."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.models.accounts.user import User
from app.models.monitoring.alarm import ALARM_FLOW, Alarm
from workflows.transitions import transition


def resolve_alarm(session: Session, *, alarm_id: int, actor: User, now: datetime) -> Alarm:
    """By hand; its source may raise it again."""
    done: Alarm = transition(session, ALARM_FLOW, alarm_id, "resolve", actor=actor, now=now, resolved_at=now)
    return done
