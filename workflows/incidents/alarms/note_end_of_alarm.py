"""Note that an alarm of an incident is over."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.i18n import N_, in_language
from app.models.incidents.incident import Incident, IncidentStatus
from app.models.monitoring.alarm import Alarm, AlarmStatus
from workflows.incident_timeline import write_entry


def note_end_of_alarm(session: Session, alarm: Alarm, *, now: datetime) -> None:
    """A group is over when no alarm in it is open."""
    incident = session.get(Incident, alarm.incident_id) if alarm.incident_id else None
    if incident is None or incident.status == IncidentStatus.RESOLVED:
        return
    english = in_language(N_("Alarm beres: %(title)s", title=alarm.title_en or alarm.title), "en")
    write_entry(session, incident, N_("Alarm beres: %(title)s", title=alarm.title), text_en=english, now=now)
    still = select(Alarm.id).where(Alarm.incident_id == incident.id, Alarm.status == AlarmStatus.OPEN)
    if session.scalar(still.limit(1)) is None:
        incident.quiet_since = now
        session.flush()
