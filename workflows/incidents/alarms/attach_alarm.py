"""Attach a new alarm to its incident."""

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.i18n import N_, in_language
from app.models.incidents.incident import Incident, IncidentStatus
from app.models.incidents.incident_flow import INCIDENT_FLOW
from app.models.monitoring.alarm import Alarm, AlarmStatus, Severity
from workflows.incident_timeline import write_entry
from workflows.incidents.declare_incident import declare_incident
from workflows.on_call import start_escalation
from workflows.one_at_a_time import one_at_a_time
from workflows.transitions import transition

FLAP = timedelta(minutes=10)  # an alarm that comes back within it reopens its incident
NO_INCIDENT = frozenset({Severity.SEV4})


def attach_alarm(session: Session, alarm: Alarm, *, now: datetime) -> Incident | None:
    """The incident of a new alarm: that of its group, the one it has just ended, or a new one."""
    if alarm.severity in NO_INCIDENT:
        return None
    before = _last_of(session, alarm)
    incident = _open_of_group(session, alarm)
    if incident is None and before is not None:
        incident = _again(session, before, now)
    if incident is None:
        incident = declare_incident(
            session,
            title=alarm.title,
            severity=alarm.severity,
            actor=None,
            now=now,
            description=alarm.words,
            title_en=alarm.title_en,
            description_en=alarm.words_en,
            component=alarm.component,
            impact_started_at=min(alarm.started_at, now),
            previous_id=before.incident_id if before else None,
        )
    else:
        english = in_language(N_("Alarm: %(title)s", title=alarm.title_en or alarm.title), "en")
        write_entry(session, incident, N_("Alarm: %(title)s", title=alarm.title), text_en=english, now=now)
    incident.quiet_since = None
    alarm.incident_id = incident.id
    session.flush()
    return incident


def _open_of_group(session: Session, alarm: Alarm) -> Incident | None:
    if not alarm.group_key:
        return None
    one_at_a_time(session, f"alarm_group:{alarm.source} {alarm.group_key}")  # of those that come at once, one declares
    of_group = (
        select(Incident)
        .join(Alarm, Alarm.incident_id == Incident.id)
        .where(Alarm.group_key == alarm.group_key, Alarm.source == alarm.source, Alarm.status == AlarmStatus.OPEN)
        .where(Incident.status != IncidentStatus.RESOLVED)
    )
    latest = of_group.order_by(Incident.id.desc()).limit(1).with_for_update(of=Incident)
    return session.scalars(latest).one_or_none()


def _last_of(session: Session, alarm: Alarm) -> Alarm | None:
    """The occurrence before this one that had an incident."""
    same = select(Alarm).where(
        Alarm.source == alarm.source,
        Alarm.fingerprint == alarm.fingerprint,
        Alarm.id != alarm.id,
        Alarm.incident_id.is_not(None),
    )
    return session.scalars(same.order_by(Alarm.id.desc()).limit(1)).one_or_none()


def _again(session: Session, before: Alarm, now: datetime) -> Incident | None:
    """The same incident, if its alarm ended a short while ago or it is still open."""
    incident = session.get(Incident, before.incident_id, with_for_update=True, populate_existing=True)
    if incident is None:
        return None
    ended = incident.resolved_at or before.resolved_at or now
    if incident.status in {IncidentStatus.RESOLVED, IncidentStatus.MONITORING}:
        if now - ended > FLAP:
            return None
        transition(
            session, INCIDENT_FLOW, incident.id, "flare_up", actor=None, now=now,
            resolved_at=None, impact_ended_at=None, quiet_since=None,
        )  # fmt: skip
        start_escalation(session, incident, now=now)
    return incident
