"""Declare an incident: by a person, or because an alarm began."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.core.errors import Invalid, NotAllowed
from app.core.i18n import N_
from app.models.accounts.user import User
from app.models.incidents.incident import Incident, IncidentKind, IncidentStatus
from app.models.incidents.incident_flow import RESPONDERS
from app.models.monitoring.alarm import Severity
from workflows.incident_timeline import write_entry
from workflows.incidents.announcing.notify_groups import notify_groups
from workflows.numbering import next_number_of_year
from workflows.on_call import start_escalation
from workflows.transitions import note

LONGEST_TITLE = 150


def declare_incident(
    session: Session,
    *,
    title: str,
    severity: Severity,
    actor: User | None,
    now: datetime,
    description: str = "",
    title_en: str = "",
    description_en: str = "",
    kind: IncidentKind = IncidentKind.OPERATIONAL,
    component: str = "",
    impact_started_at: datetime | None = None,
    previous_id: int | None = None,
) -> Incident:
    """Calls go out with it. English is of our own alarms. Raises Invalid."""
    _require(actor, impact_started_at, now)
    incident = Incident(
        number=next_number_of_year(session, "INS", now),
        title=_fit_title(title),
        title_en=title_en[:LONGEST_TITLE],
        description=description.strip(),
        description_en=description_en,
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
    _write_first_line(session, incident, actor=actor, now=now)
    start_escalation(session, incident, now=now)
    return incident


def _require(actor: User | None, impact_started_at: datetime | None, now: datetime) -> None:
    if actor is not None and actor.role not in RESPONDERS:
        raise NotAllowed
    if impact_started_at is not None and impact_started_at > now:
        raise Invalid(N_("Awal dampak tidak bisa di masa depan."), field="impact_started_at")


def _write_first_line(session: Session, incident: Incident, *, actor: User | None, now: datetime) -> None:
    english = f"{incident.severity}: {incident.title_en}" if incident.title_en else ""
    text = f"{incident.severity}: {incident.title}"
    entry = write_entry(session, incident, text, text_en=english, actor=actor, now=now)
    notify_groups(session, incident, entry, now=now)


def _fit_title(title: str) -> str:
    line = " ".join(title.split())[:LONGEST_TITLE]
    if not line:
        raise Invalid(N_("Isi judul insiden."), field="title")
    return line
