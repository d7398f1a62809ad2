"""Add a note to an incident's timeline."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.core.errors import Invalid
from app.core.i18n import N_
from app.models.accounts.user import User
from app.models.incidents.incident import EntryKind, Incident
from app.models.incidents.incident_flow import INCIDENT_FLOW
from workflows.incident_timeline import write_entry
from workflows.on_call import note_activity
from workflows.transitions import transition


def note_incident(
    session: Session, *, incident_id: int, actor: User, now: datetime, text: str, at: datetime | None = None
) -> Incident:
    """`at` may be earlier: the line says that it was added afterwards."""
    if at is not None and at > now:
        raise Invalid(N_("Waktu ini masih di depan."), field="at")
    incident: Incident = transition(session, INCIDENT_FLOW, incident_id, "note", actor=actor, now=now)
    write_entry(session, incident, text, kind=EntryKind.NOTE, actor=actor, now=now, at=at)
    note_activity(session, incident, now=now)
    return incident
