"""Correct the words of public news."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.core.errors import NotAllowed, NotFound
from app.core.i18n import N_
from app.core.text.cleaning import clear
from app.models.accounts.user import User
from app.models.incidents.incident import EntryKind, Incident, IncidentEntry, IncidentEntryVersion
from app.models.incidents.incident_flow import INCIDENT_FLOW
from workflows.transitions import transition


def correct_update(
    session: Session, *, incident_id: int, actor: User, now: datetime, entry: int, text: str, text_en: str = ""
) -> Incident:
    """Those before are kept, and the page says that they were corrected; the same words change nothing.

    Nobody is written to: who subscribed has had the news. Raises NotFound for what is no public news of it.
    """
    incident: Incident = transition(session, INCIDENT_FLOW, incident_id, "correct", actor=actor, now=now)
    if incident.is_restricted:
        raise NotAllowed(N_("Insiden keamanan tidak diberitakan di halaman status."))
    found = session.get(IncidentEntry, entry, with_for_update=True, populate_existing=True)
    if found is None or found.incident_id != incident.id or found.kind != EntryKind.PUBLIC:
        raise NotFound
    words = clear(text), clear(text_en)
    if words == (found.text, found.text_en):
        return incident
    before = {"text": found.text, "text_en": found.text_en, "corrected_by_id": actor.id}
    session.add(IncidentEntryVersion(entry_id=found.id, created_at=now, **before))
    (found.text, found.text_en), found.edited_at = words, now
    session.flush()
    return incident
