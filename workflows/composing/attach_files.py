"""Attach a composer's files to what was written with them."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Select, delete, select, update
from sqlalchemy.orm import Session

from app.models.composing import ComposerFile, ComposerKind
from app.models.feedback.bug import BugEntry, BugReport
from app.models.feedback.feedback import Feedback, FeedbackEntry
from app.models.messaging.contact import ContactNote, WhatsAppContact
from app.models.messaging.outbox import OutboxMessage
from app.models.support.messages import SupportAttachment, SupportMessage
from app.models.support.ticket import SupportTicket

TICKETS, CONTACTS = SupportTicket.__tablename__, WhatsAppContact.__tablename__
# the table of what is said, the column that names its subject, the column of its writer
ENTRIES: Mapping[str, tuple[Any, Any]] = {
    Feedback.__tablename__: (FeedbackEntry, FeedbackEntry.feedback_id),
    BugReport.__tablename__: (BugEntry, BugEntry.bug_id),
    TICKETS: (SupportMessage, SupportMessage.ticket_id),
    CONTACTS: (ContactNote, ContactNote.contact_id),
}


def attach_files(
    session: Session, *, thing: str, thing_id: int, user_id: int, kind: str, composer_file_ids: Sequence[int]
) -> None:
    """In the transaction that wrote the entry: the newest of this writer is theirs."""
    if not composer_file_ids:
        return
    entry_id = session.scalars(_newest(thing, thing_id, user_id, kind)).one()
    these = ComposerFile.id.in_(composer_file_ids)
    if thing != TICKETS:
        session.execute(
            update(ComposerFile).where(these).values(entry_id=entry_id, held_id=None).execution_options(noted=True)
        )
        return
    for one in session.scalars(select(ComposerFile).where(these).order_by(ComposerFile.id)):
        session.add(SupportAttachment(message_id=entry_id, file_id=one.file_id, name=one.name))
    session.flush()
    session.execute(delete(ComposerFile).where(these))


def _newest(thing: str, thing_id: int, user_id: int, kind: str) -> Select[int]:
    if thing == CONTACTS and kind == ComposerKind.ANSWER:
        mine = OutboxMessage.kind == "contact.reply", OutboxMessage.payload["contact_id"].as_integer() == thing_id
        return select(OutboxMessage.id).where(*mine).order_by(OutboxMessage.id.desc()).limit(1)
    entry, subject = ENTRIES[thing]
    return select(entry.id).where(subject == thing_id, entry.author_id == user_id).order_by(entry.id.desc()).limit(1)
