"""What a contact is answered, and when CS is called."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from app.core.errors import Invalid, NotAllowed, NotFound
from app.core.i18n import N_
from app.models.accounts.user import DESK, User
from app.models.messaging.contact import WhatsAppContact
from workflows.conversations.events import ContactReply, PersonWanted
from workflows.outbox_events import emit
from workflows.transitions import note

SAME_ANSWER_AGAIN = timedelta(hours=1)  # two machines writing to each other must come to an end
LONGEST_REPLY = 4096


def say(
    session: Session, contact: WhatsAppContact, template: str, *, now: datetime, once: bool = False, **facts: Any
) -> None:
    """Promise an answer; with `once`, the same one is not given twice within the hour."""
    hour = int(now.timestamp() // SAME_ANSWER_AGAIN.total_seconds())
    key = f"{template}:{contact.id}:{hour}" if once else None
    emit(session, ContactReply(contact_id=contact.id, template=template, facts=facts), now=now, once=key)


def call_person(session: Session, contact: WhatsAppContact, *, reason: str, words: str = "", now: datetime) -> None:
    """Hand the conversation to CS; they are told once, until somebody has dealt with it."""
    if contact.wants_person_at is not None:
        return
    contact.wants_person_at = now
    emit(session, PersonWanted(contact_id=contact.id, reason=reason, words=words[:300]), now=now)


def write_to_contact(session: Session, *, contact_id: int, text: str, actor: User, now: datetime) -> WhatsAppContact:
    """CS writes free text, which WhatsApp takes only inside the 24-hour window."""
    contact = _get(session, contact_id, actor)
    words = text.replace("\x00", "").strip()
    if not words:
        raise Invalid(N_("Tulis dulu pesannya."), field="text")
    if len(words) > LONGEST_REPLY:
        raise Invalid(N_("Pesan terlalu panjang: paling banyak 4096 huruf."), field="text")
    if not contact.window_is_open(now):
        raise Invalid(
            N_("Jendela 24 jam sudah tertutup: WhatsApp menolak teks bebas. Pakai tautan wa.me."), field="text"
        )
    reply = ContactReply(contact_id=contact.id, template="contact.note", facts={"text": words}, actor_id=actor.id)
    emit(session, reply, now=now)
    note(session, "whatsapp_contacts", contact.id, "reply", actor=actor, now=now, text=words[:200])
    return contact


def mark_handled(session: Session, *, contact_id: int, actor: User, now: datetime) -> WhatsAppContact:
    """CS has dealt with it; the next call rings again."""
    contact = _get(session, contact_id, actor)
    waited = contact.wants_person_at
    contact.wants_person_at = None
    contact.failures = 0
    note(session, "whatsapp_contacts", contact.id, "handled", actor=actor, now=now, waited_since=str(waited or ""))
    return contact


def _get(session: Session, contact_id: int, actor: User) -> WhatsAppContact:
    if actor.role not in DESK:
        raise NotAllowed
    contact = session.get(WhatsAppContact, contact_id, with_for_update=True, populate_existing=True)
    if contact is None:
        raise NotFound
    return contact
