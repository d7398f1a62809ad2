"""Whether Meta lets our WhatsApp account send: kept as the last sign of life of the part `whatsapp`."""

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models.heartbeat import Heartbeat
from workflows.heartbeats import WHATSAPP

TRY_AGAIN_AFTER = timedelta(minutes=10)  # then messages are sent once more: nobody tells us of every end


def find_restriction(session: Session, *, now: datetime) -> str | None:
    """Why messages are not even tried at the moment; None when they are."""
    known = select(Heartbeat.reason).where(Heartbeat.name == WHATSAPP, Heartbeat.failed_at > now - TRY_AGAIN_AFTER)
    return session.scalars(known).one_or_none()
