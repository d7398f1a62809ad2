"""Keep the card of emergency contacts that was drawn."""

from datetime import datetime

from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from app.models.on_call.card import EmergencyCard


def store_card(session: Session, *, digest: str, file_id: int, now: datetime) -> None:
    """In place of the one before."""
    drawn = {"digest": digest, "file_id": file_id, "created_at": now}
    row = insert(EmergencyCard).values(id=1, **drawn)
    session.execute(row.on_conflict_do_update(index_elements=["id"], set_=drawn))
