"""Note that our WhatsApp account sends."""

from datetime import datetime

from sqlalchemy import update
from sqlalchemy.orm import Session

from app.models.heartbeat import Heartbeat
from workflows.heartbeats import WHATSAPP


def note_account_works(session: Session, *, at: datetime) -> None:
    """Meta took a message or lifted the restriction; an older restriction ends."""
    ended = update(Heartbeat).where(Heartbeat.name == WHATSAPP, Heartbeat.failed_at <= at)
    session.execute(ended.values(failed_at=None, reason="", beat_at=at).execution_options(synchronize_session=False))
