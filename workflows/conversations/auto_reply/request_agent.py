"""Hand a conversation to CS."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.models.messaging.contact import WhatsAppContact
from workflows.conversations.events import PersonWanted
from workflows.outbox_events import emit


def request_agent(session: Session, contact: WhatsAppContact, *, reason: str, words: str = "", now: datetime) -> None:
    """They are told once, until somebody has dealt with it."""
    if contact.wants_person_at is not None:
        return
    contact.wants_person_at = now
    emit(session, PersonWanted(contact_id=contact.id, reason=reason, words=words[:300]), now=now)
