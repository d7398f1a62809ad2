"""Where every alarm goes by, whatever its source: what is new and not muted is told to people."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.models.monitoring.alarm import Alarm
from workflows.monitoring.events import AlarmRaised
from workflows.monitoring.receive_alarm import AlarmNews, receive_alarm
from workflows.outbox_events import emit


def tell_alarm(session: Session, news: AlarmNews, *, now: datetime, muted: bool = False) -> Alarm | None:
    """Keep the news; a new occurrence that is not muted becomes one message."""
    alarm, fresh = receive_alarm(session, news, now=now, muted=muted)
    if alarm is not None and fresh and not muted:
        emit(session, AlarmRaised(alarm_id=alarm.id), now=now, once=f"alarm:{alarm.id}")
    return alarm
