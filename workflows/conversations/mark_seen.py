"""Somebody of the staff opened a conversation."""

from datetime import datetime

from sqlalchemy import update
from sqlalchemy.orm import Session

from app.models.messaging.contact import WhatsAppContact


def mark_seen(session: Session, *, contact_id: int, now: datetime) -> None:
    """What was written until now is no longer unread."""
    unread = (WhatsAppContact.seen_at.is_(None)) | (WhatsAppContact.seen_at < WhatsAppContact.last_inbound_at)
    session.execute(update(WhatsAppContact).where(WhatsAppContact.id == contact_id, unread).values(seen_at=now))
