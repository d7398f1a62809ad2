"""Write a line of an incident's timeline."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.core.text.cleaning import clear
from app.models.accounts.user import User
from app.models.incidents.incident import EntryKind, Incident, IncidentEntry


def write_entry(
    session: Session,
    incident: Incident,
    text: str,
    *,
    now: datetime,
    kind: EntryKind = EntryKind.EVENT,
    actor: User | None = None,
    at: datetime | None = None,
    text_en: str = "",
) -> IncidentEntry:
    entry = IncidentEntry(
        incident_id=incident.id,
        kind=kind,
        text=clear(text),  # feeds of the status page are XML, which knows no control characters
        text_en=clear(text_en),
        status=incident.status,
        happened_at=at or now,
        created_at=now,
        author_id=actor.id if actor else None,
    )
    session.add(entry)
    session.flush()
    return entry
