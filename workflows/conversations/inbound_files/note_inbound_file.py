"""Note a file that came with a message."""

from datetime import datetime

from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from app.core.text.cleaning import clear_line
from app.core.units import unit_of
from app.models.messaging.inbound_file import InboundFile
from workflows.conversations.inbound_files.list_customer_files import FETCH

FETCHED = {"image", "document", "audio", "video"}


def note_inbound_file(
    session: Session, *, event_id: int, contact_id: int, media_id: str, kind: str, name: str, now: datetime
) -> None:
    """Once for each message; stickers are decoration and stay where they are."""
    if kind not in FETCHED:
        return
    row = insert(InboundFile).values(
        event_id=event_id,
        contact_id=contact_id,
        media_id=media_id[:80],
        kind=kind,
        original_name=clear_line(name)[:120],
        due_at=now,
    )
    session.execute(row.on_conflict_do_nothing(index_elements=[InboundFile.event_id]))
    unit_of(session).wake.add(FETCH)
