"""Leave a note for colleagues in a conversation."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.core.errors import Invalid
from app.core.i18n import N_
from app.models.accounts.user import User
from app.models.messaging.contact import ContactNote
from workflows.conversations.rules import get_contact

LONGEST_NOTE = 5000


def note_contact(session: Session, *, contact_id: int, text: str, actor: User, now: datetime) -> ContactNote:
    """It never leaves the panel."""
    contact = get_contact(session, contact_id, actor)
    cleaned = text.replace("\x00", "").strip()
    if not cleaned:
        raise Invalid(N_("Tulis isinya dahulu."), field="text")
    if len(cleaned) > LONGEST_NOTE:
        raise Invalid(N_("Terlalu panjang: paling banyak %(most)d karakter.", most=LONGEST_NOTE), field="text")
    written = ContactNote(contact_id=contact.id, text=cleaned, author_id=actor.id, created_at=now)
    session.add(written)
    session.flush()
    return written
