"""Lines of an incident's timeline."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from app.models.accounts.user import User
from app.models.incidents.incident import EntryKind, Incident, IncidentEntry

AFTERWARDS = timedelta(minutes=5)  # what is written down later than this is marked so


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
        text=text,
        text_en=text_en,
        status=incident.status,
        happened_at=at or now,
        created_at=now,
        author_id=actor.id if actor else None,
    )
    session.add(entry)
    session.flush()
    return entry


def list_entries(session: Session, *, incident_id: int, kind: EntryKind | None = None) -> Sequence[IncidentEntry]:
    """Newest first."""
    own = (
        select(IncidentEntry).where(IncidentEntry.incident_id == incident_id).options(joinedload(IncidentEntry.author))
    )
    if kind is not None:
        own = own.where(IncidentEntry.kind == kind)
    return session.scalars(own.order_by(IncidentEntry.happened_at.desc(), IncidentEntry.id.desc())).all()


def was_added_afterwards(entry: IncidentEntry) -> bool:
    return entry.created_at - entry.happened_at > AFTERWARDS
