"""Lines of an incident's timeline."""

from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from app.models.incidents.incident import EntryKind, IncidentEntry, IncidentEntryVersion

AFTERWARDS = timedelta(minutes=5)  # what is written down later than this is marked so


def list_entries(session: Session, *, incident_id: int, kind: EntryKind | None = None) -> Sequence[IncidentEntry]:
    """Newest first."""
    own = (
        select(IncidentEntry).where(IncidentEntry.incident_id == incident_id).options(joinedload(IncidentEntry.author))
    )
    if kind is not None:
        own = own.where(IncidentEntry.kind == kind)
    return session.scalars(own.order_by(IncidentEntry.happened_at.desc(), IncidentEntry.id.desc())).all()


def list_versions(session: Session, *, incident_id: int) -> Sequence[IncidentEntryVersion]:
    """Words of its public news that were corrected since, newest first."""
    own = select(IncidentEntryVersion).join(IncidentEntry, IncidentEntry.id == IncidentEntryVersion.entry_id)
    of_it = own.where(IncidentEntry.incident_id == incident_id).options(joinedload(IncidentEntryVersion.corrected_by))
    return session.scalars(of_it.order_by(IncidentEntryVersion.id.desc())).all()


def was_added_afterwards(entry: IncidentEntry) -> bool:
    return entry.created_at - entry.happened_at > AFTERWARDS
