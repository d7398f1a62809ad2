"""Tell the groups of the team's chats how an incident stands."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.models.incidents.incident import Incident, IncidentEntry
from workflows.incidents.events import IncidentMoved
from workflows.outbox_events import emit


def notify_groups(session: Session, incident: Incident, entry: IncidentEntry, *, now: datetime) -> None:
    """Once for each line of the timeline."""
    moved = IncidentMoved(incident_id=incident.id, entry_id=entry.id)
    emit(session, moved, now=now, once=f"incident.moved:{entry.id}")
