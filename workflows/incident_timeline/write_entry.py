"""Write a line of an incident's timeline."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.core.i18n import Sentence, in_both_languages
from app.core.text.cleaning import clear
from app.models.accounts.user import User
from app.models.incidents.incident import EntryKind, Incident, IncidentEntry


def write_entry(
    session: Session,
    incident: Incident,
    text: Sentence,
    *,
    now: datetime,
    kind: EntryKind = EntryKind.EVENT,
    actor: User | None = None,
    at: datetime | None = None,
    text_en: str = "",
) -> IncidentEntry:
    """`text` of people is kept as they wrote it; a sentence of ours in both languages."""
    indonesian, english = in_both_languages(text)
    entry = IncidentEntry(
        incident_id=incident.id,
        kind=kind,
        text=clear(indonesian),  # feeds of the status page are XML, which knows no control characters
        text_en=clear(text_en or english),
        status=incident.status,
        happened_at=at or now,
        created_at=now,
        author_id=actor.id if actor else None,
    )
    session.add(entry)
    session.flush()
    return entry
