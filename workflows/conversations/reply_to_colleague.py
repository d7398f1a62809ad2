"""Answer a colleague who wrote to the company's number, whose words are for nobody else."""

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from app.models.messaging.contact import WhatsAppContact
from workflows.conversations.identity import note_inbound
from workflows.conversations.reply import reply


def reply_to_colleague(
    session: Session, contact: WhatsAppContact, template: str, *, sent_at: datetime | None, now: datetime, **facts: Any
) -> None:
    """Their message opens the 24 hours like any other."""
    note_inbound(contact, sent_at=sent_at, now=now)
    reply(session, contact, template, now=now, **facts)
