"""The composers of a WhatsApp conversation: a reply inside the 24-hour window, and notes for colleagues."""

from collections.abc import Mapping
from typing import Any, ClassVar

from flask_login import current_user
from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import Session

from admin_views.framework.composing import Composing
from admin_views.framework.records.thread import asked_before, thread_facts
from admin_views.messaging.conversation_page import Bubble, conversation
from app.core.clock import utc_now
from app.core.db import db
from app.core.i18n import gettext
from app.models.composing import ComposerFile, ComposerKind, HeldMessage
from app.models.messaging.contact import ContactNote, WhatsAppContact
from app.models.messaging.inbox import InboxEvent, Provider
from app.models.messaging.outbox import OutboxMessage
from app.policies.visibility import inbox_visible_to, spoken_openly
from app.presenters.dates import moment
from workflows.conversations import LONGEST_NOTE, LONGEST_REPLY, note_contact
from workflows.threads import read_thread


class ConversationComposers(Composing):
    """Mixed into ContactView: a contact has no flow, so its two steps stand here."""

    composer_steps: ClassVar[Mapping[str, str]] = {"reply": ComposerKind.ANSWER, "note": ComposerKind.NOTE}
    thread_template: ClassVar[str] = "admin/conversations/bubbles.html"

    def recipient_of(self, record: WhatsAppContact) -> str:
        return record.customer.name if record.customer else str(record) or "WhatsApp"

    def answer_title(self, record: WhatsAppContact) -> str:
        return gettext("Balas %(name)s (WhatsApp)", name=self.recipient_of(record))

    def thread_of(self, record: WhatsAppContact) -> dict[str, Any]:
        entries = [bubble_facts(one, str(record)) for one in conversation(db.session(), record, current_user)]
        return {"entries": entries, "newest": self._newest(record)}

    def notes_of(self, record: WhatsAppContact) -> dict[str, Any]:
        openly = spoken_openly(current_user, ContactNote.contact_id, ContactNote.created_at)
        about = and_(ContactNote.contact_id == record.id, or_(ContactNote.author_id == current_user.id, openly))
        page = read_thread(db.session(), ContactNote, about, before=asked_before("notes_before"))
        return thread_facts(page, record.id, "notes_before", note_facts)

    def files_shown(self) -> ColumnElement[bool]:
        """As the words that they were sent with."""
        note = select(ContactNote.created_at).where(
            ComposerFile.kind == ComposerKind.NOTE, ContactNote.id == ComposerFile.entry_id
        )
        reply = select(OutboxMessage.created_at).where(
            ComposerFile.kind == ComposerKind.ANSWER, OutboxMessage.id == ComposerFile.entry_id
        )
        entries = (query.correlate(ComposerFile).scalar_subquery() for query in (note, reply))
        said_at = func.coalesce(*entries, ComposerFile.created_at)
        return spoken_openly(current_user, ComposerFile.thing_id, said_at)

    def held_shown(self) -> ColumnElement[bool]:
        openly = spoken_openly(current_user, HeldMessage.thing_id, HeldMessage.created_at)
        return or_(HeldMessage.author_id == current_user.id, openly)

    def count_newer(self, record: WhatsAppContact, seen: int) -> int:
        return db.session.scalar(select(func.count()).where(*_inbound(record), InboxEvent.id > seen)) or 0

    def open_composers(self, record: WhatsAppContact) -> list[str]:
        return ["reply", "note"] if record.window_is_open(utc_now()) else ["note"]

    def most_of(self, step: str) -> int:
        return LONGEST_REPLY if step == "reply" else LONGEST_NOTE

    def note_down(self, session: Session, step: str, record_id: int, text: str) -> Any:  # noqa: ARG002
        note_contact(session, contact_id=record_id, text=text, actor=current_user, now=utc_now())

    def _newest(self, record: WhatsAppContact) -> int:
        return db.session.scalar(select(func.max(InboxEvent.id)).where(*_inbound(record))) or 0


def _inbound(contact: WhatsAppContact) -> tuple[Any, ...]:
    received = InboxEvent.provider == Provider.WHATSAPP, InboxEvent.kind == "message"
    return InboxEvent.contact_id == contact.id, *received, inbox_visible_to(current_user)


def note_facts(note: ContactNote) -> dict[str, Any]:
    at = note.created_at
    return {
        "id": note.id,
        "html": None,
        "text": note.text,
        "who": note.author.name,
        "ours": True,
        "at": moment(at),
        "on": at,
    }


def bubble_facts(bubble: Bubble, contact: str) -> dict[str, Any]:
    return {
        "id": bubble.event_id,
        "text": bubble.text,
        "who": gettext("Kami") if bubble.ours else contact,
        "ours": bubble.ours,
        "at": bubble.time,
        "on": bubble.at,
        "badge": bubble.badge,
        "note": bubble.note,
        "file": bubble.file,
    }
