"""CS writes to a contact."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.core.errors import Invalid
from app.core.i18n import N_
from app.models.accounts.user import User
from app.models.messaging.contact import WhatsAppContact
from workflows.conversations.events import ContactReply
from workflows.conversations.rules import get_contact
from workflows.outbox_events import emit
from workflows.transitions import note

LONGEST_REPLY = 4096


def write_to_contact(session: Session, *, contact_id: int, text: str, actor: User, now: datetime) -> WhatsAppContact:
    """CS writes free text, which WhatsApp takes only inside the 24-hour window."""
    contact = get_contact(session, contact_id, actor)
    words = text.replace("\x00", "").strip()
    if not words:
        raise Invalid(N_("Tulis dulu pesannya."), field="text")
    if len(words) > LONGEST_REPLY:
        raise Invalid(N_("Pesan terlalu panjang: paling banyak 4096 huruf."), field="text")
    if not contact.window_is_open(now):
        raise Invalid(
            N_("Jendela 24 jam sudah tertutup: WhatsApp menolak teks bebas. Pakai tautan wa.me."), field="text"
        )
    written = ContactReply(contact_id=contact.id, template="contact.note", facts={"text": words}, actor_id=actor.id)
    emit(session, written, now=now)
    if contact.draft.get("open"):
        contact.draft = {**contact.draft, "open": False}  # a person is talking now; what was said stays for the form
    note(session, "whatsapp_contacts", contact.id, "reply", actor=actor, now=now, text=words[:200])
    return contact
