"""Write an answer to a contact."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from app.models.messaging.contact import WhatsAppContact
from workflows.conversations.events import ContactReply
from workflows.outbox_events import emit

SAME_ANSWER_AGAIN = timedelta(hours=1)  # ends a loop of two machines that answer each other


def reply(
    session: Session, contact: WhatsAppContact, template: str, *, now: datetime, once: bool = False, **facts: Any
) -> None:
    """With `once`, the same one is not given twice within the hour."""
    hour = int(now.timestamp() // SAME_ANSWER_AGAIN.total_seconds())
    key = f"{template}:{contact.id}:{hour}" if once else None
    emit(session, ContactReply(contact_id=contact.id, template=template, facts=facts), now=now, once=key)
