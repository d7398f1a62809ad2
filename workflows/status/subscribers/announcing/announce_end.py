"""Tell the status page's subscribers that an incident has ended."""

from datetime import datetime

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from app.models.incidents.incident import EntryKind, Incident, IncidentEntry
from workflows.outbox_events import emit
from workflows.status.subscribers.events import IncidentOver, MirrorDue


def announce_end(session: Session, incident: Incident, *, now: datetime) -> None:
    """Only of what customers were told."""
    statement = exists().where(IncidentEntry.incident_id == incident.id, IncidentEntry.kind == EntryKind.PUBLIC)
    if session.scalar(select(statement)):
        key = f"status.over:{incident.id}:{incident.version}"
        emit(session, IncidentOver(incident_id=incident.id), now=now, once=key)
        mirrored = MirrorDue(thing="incident", local_id=incident.id)
        emit(session, mirrored, now=now, once=f"status.mirror:{incident.id}:{incident.version}")
