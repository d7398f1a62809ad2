"""Where every alarm goes by, whatever its source: what is new and not muted becomes an incident, or one message."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.models.incidents.incident import Incident
from app.models.monitoring.alarm import Alarm
from workflows.incidents import attach_alarm, note_end_of_alarm
from workflows.monitoring.events import AlarmRaised
from workflows.monitoring.receive_alarm import AlarmNews, receive_alarm
from workflows.on_call import find_escalation, list_called_people
from workflows.outbox_events import emit


def notify_of_alarm(session: Session, news: AlarmNews, *, now: datetime, muted: bool = False) -> Alarm | None:
    """Keep the news; the incident of a new occurrence calls people, one without an incident is a message."""
    alarm, fresh = receive_alarm(session, news, now=now, muted=muted)
    if alarm is None:
        return None
    if fresh and not muted and not _called(session, attach_alarm(session, alarm, now=now)):
        emit(session, AlarmRaised(alarm_id=alarm.id), now=now, once=f"alarm:{alarm.id}")
    if not news.firing:
        note_end_of_alarm(session, alarm, now=now)
    return alarm


def _called(session: Session, incident: Incident | None) -> bool:
    """Whether the incident has reached a person; without anybody on call the technical team hears of the alarm."""
    escalation = find_escalation(session, incident.id) if incident is not None else None
    return escalation is not None and bool(list_called_people(session, escalation))
