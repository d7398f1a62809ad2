"""Whether Meta lets our WhatsApp account send: kept as the last sign of life of the part `whatsapp`."""

from datetime import datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app.models.heartbeat import Heartbeat
from workflows.heartbeats import WHATSAPP, write_failure

TRY_AGAIN_AFTER = timedelta(minutes=10)  # then messages are sent once more: nobody tells us of every end
NEVER_SILENT = 10 * 365 * 24 * 3600  # seconds; an account without messages is no fault


def note_account_restricted(session: Session, *, reason: str, at: datetime) -> None:
    """From now on messages go to CS. `reason`: Meta's code or word."""
    write_failure(session, WHATSAPP, reason, now=at, allowed_seconds=NEVER_SILENT)


def note_account_works(session: Session, *, at: datetime) -> None:
    """Meta took a message or lifted the restriction; an older restriction ends."""
    ended = update(Heartbeat).where(Heartbeat.name == WHATSAPP, Heartbeat.failed_at <= at)
    session.execute(ended.values(failed_at=None, reason="", beat_at=at).execution_options(synchronize_session=False))


def find_restriction(session: Session, *, now: datetime) -> str | None:
    """Why messages are not even tried at the moment; None when they are."""
    known = select(Heartbeat.reason).where(Heartbeat.name == WHATSAPP, Heartbeat.failed_at > now - TRY_AGAIN_AFTER)
    return session.scalars(known).one_or_none()
