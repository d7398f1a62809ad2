"""Remind that customers have been told nothing for a while."""

from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.models.incidents.incident import WORKED_ON, EntryKind, Incident, IncidentEntry, IncidentKind
from app.models.monitoring.alarm import Severity
from workflows.incidents.events import UpdateDue
from workflows.outbox_events import emit

UPDATE_EVERY = {
    Severity.SEV1: timedelta(minutes=30),
    Severity.SEV2: timedelta(minutes=60),
    Severity.SEV3: timedelta(minutes=240),
}


def remind_of_updates(session: Session, *, now: datetime) -> int:
    """Once for each such time since the last public update, or since it was declared; how many are late.

    Ends when the incident is only watched; a security incident has no public updates.
    """
    published_at = func.max(IncidentEntry.created_at).filter(IncidentEntry.kind == EntryKind.PUBLIC)
    open_ones = (
        select(Incident, published_at)
        .outerjoin(IncidentEntry, IncidentEntry.incident_id == Incident.id)
        .where(Incident.status.in_(WORKED_ON), Incident.kind != IncidentKind.SECURITY)
        .where(Incident.severity.in_(UPDATE_EVERY))
        .group_by(Incident.id)
    )
    late = 0
    for incident, last in session.execute(open_ones).all():
        since = last or incident.declared_at
        times = (now - since) // UPDATE_EVERY[incident.severity]
        if times > 0:
            late += 1
            key = f"incident.update_due:{incident.id}:{int(since.timestamp())}:{times}"
            emit(session, UpdateDue(incident_id=incident.id), now=now, once=key)
    return late
