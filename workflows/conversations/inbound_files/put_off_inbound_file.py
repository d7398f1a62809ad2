"""Put off a file that could not be fetched."""

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from app.models.messaging.inbound_file import FetchStatus, InboundFile

KEPT_BY_PROVIDER = timedelta(days=7)
MOST_TRIES = 12


def put_off_inbound_file(
    session: Session, *, inbound_file_id: int, code: str, final: bool, now: datetime, after: timedelta
) -> None:
    """Later again; FAILED, in sight with a button, when it cannot help or the provider no longer has it."""
    waiting = session.get_one(InboundFile, inbound_file_id, with_for_update=True, populate_existing=True)
    if waiting.status != FetchStatus.WAITING:
        return
    waiting.error_code, waiting.due_at = code[:60], now + after
    if final or waiting.tries >= MOST_TRIES or now - waiting.created_at > KEPT_BY_PROVIDER:
        waiting.status = FetchStatus.FAILED
