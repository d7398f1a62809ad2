"""Whether a kind of message has an approved template."""

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from app.models.messaging.contact import WhatsAppTemplate


def has_template(session: Session, *, kind: str) -> bool:
    """Whether this kind of message can leave outside the 24-hour window."""
    return bool(session.scalar(select(exists().where(WhatsAppTemplate.kind == kind, WhatsAppTemplate.is_usable))))
