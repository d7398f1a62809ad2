"""Note that Meta stopped our WhatsApp account."""

from datetime import datetime

from sqlalchemy.orm import Session

from workflows.heartbeats import WHATSAPP, write_failure

NEVER_SILENT = 10 * 365 * 24 * 3600  # seconds; an account without messages is no fault


def note_account_restricted(session: Session, *, reason: str, at: datetime) -> None:
    """From now on messages go to CS. `reason`: Meta's code or word."""
    write_failure(session, WHATSAPP, reason, now=at, allowed_seconds=NEVER_SILENT)
