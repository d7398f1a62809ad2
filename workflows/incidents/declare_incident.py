"""Declare an incident: by a person, or because an alarm began."""

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.clock import WIB
from app.core.errors import Invalid, NotAllowed
from app.core.i18n import N_
from app.models.accounts.user import User
from app.models.incidents.incident import Incident, IncidentKind, IncidentStatus
from app.models.incidents.incident_flow import INCIDENT_FLOW, RESPONDERS
from app.models.monitoring.alarm import Alarm, AlarmStatus, Severity
from workflows.incident_timeline import write_entry
from workflows.numbering import next_number
from workflows.on_call import start_escalation
from workflows.transitions import note, transition

LONGEST_TITLE = 150
FLAP = timedelta(minutes=10)  # an alarm that comes back within it reopens its incident
NO_INCIDENT = frozenset({Severity.SEV4})


def declare_incident(
    session: Session,
    *,
    title: str,
    severity: Severity,
    actor: User | None,
    now: datetime,
    description: str = "",
    kind: IncidentKind = IncidentKind.OPERATIONAL,
    component: str = "",
    impact_started_at: datetime | None = None,
    previous_id: int | None = None,
) -> Incident:
    """Calls go out with it. Raises Invalid."""
    if actor is not None and actor.role not in RESPONDERS:
        raise NotAllowed
    if impact_started_at is not None and impact_started_at > now:
        raise Invalid(N_("Awal dampak tidak bisa di masa depan."), field="impact_started_at")
    incident = Incident(
        number=_number(session, now),
        title=_fit_title(title),
        description=description.strip(),
        kind=kind,
        severity=severity,
        status=IncidentStatus.DETECTED,
        component=component,
        impact_started_at=impact_started_at or now,
        declared_at=now,
        created_by_id=actor.id if actor else None,
        previous_id=previous_id,
        created_at=now,
    )
    session.add(incident)
    session.flush()
    note(session, "incidents", incident.id, "created", actor=actor, now=now, number=["", incident.number])
    write_entry(session, incident, f"{incident.severity}: {incident.title}", actor=actor, now=now)
    start_escalation(session, incident, now=now)
    return incident


def _fit_title(title: str) -> str:
    line = " ".join(title.split())[:LONGEST_TITLE]
    if not line:
        raise Invalid(N_("Isi judul insiden."), field="title")
    return line


def _number(session: Session, now: datetime) -> str:
    year = now.astimezone(WIB).year
    return f"INS-{year}-{next_number(session, 'INS', year):06d}"


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
            component=alarm.component,
            impact_started_at=min(alarm.started_at, now),
            previous_id=before.incident_id if before else None,
        )
    else:
        write_entry(session, incident, f"Alarm: {alarm.title}", now=now)
    incident.quiet_since = None
    alarm.incident_id = incident.id
    session.flush()
    return incident


def note_end_of_alarm(session: Session, alarm: Alarm, *, now: datetime) -> None:
    """A group is over when no alarm in it is open."""
    incident = session.get(Incident, alarm.incident_id) if alarm.incident_id else None
    if incident is None or incident.status == IncidentStatus.RESOLVED:
        return
    write_entry(session, incident, f"Alarm beres: {alarm.title}", now=now)
    still = select(Alarm.id).where(Alarm.incident_id == incident.id, Alarm.status == AlarmStatus.OPEN)
    if session.scalar(still.limit(1)) is None:
        incident.quiet_since = now
        session.flush()


def _open_of_group(session: Session, alarm: Alarm) -> Incident | None:
    if not alarm.group_key:
        return None
    of_group = (
        select(Incident)
        .join(Alarm, Alarm.incident_id == Incident.id)
        .where(Alarm.group_key == alarm.group_key, Alarm.source == alarm.source, Alarm.status == AlarmStatus.OPEN)
        .where(Incident.status != IncidentStatus.RESOLVED)
    )
    return session.scalars(of_group.order_by(Incident.id.desc()).limit(1)).one_or_none()


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
    incident = session.get(Incident, before.incident_id, with_for_update=True)
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
