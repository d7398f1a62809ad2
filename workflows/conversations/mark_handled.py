"""CS has dealt with a conversation."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.models.accounts.user import User
from app.models.messaging.contact import WhatsAppContact
from workflows.conversations.rules import get_contact
from workflows.transitions import note


def mark_handled(session: Session, *, contact_id: int, actor: User, now: datetime) -> WhatsAppContact:
    """CS has dealt with it; the next call notifies again."""
    contact = get_contact(session, contact_id, actor)
    waited = contact.wants_person_at
    contact.wants_person_at = None
    contact.failures = 0
    note(session, "whatsapp_contacts", contact.id, "handled", actor=actor, now=now, waited_since=str(waited or ""))
    return contact
