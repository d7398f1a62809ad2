"""Note that somebody of staff has a record open, and whether they write."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import or_
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from app.models.composing import RecordPresence

SELDOM = timedelta(seconds=20)  # how often a row is written, at most
PRESENT = timedelta(seconds=60)  # how long it counts after the last time


def note_presence(
    session: Session, *, thing: str, thing_id: int, user_id: int, now: datetime, writes: bool = False
) -> None:
    """`thing`: the record's table. Shown to colleagues; it stops nobody."""
    values: dict[str, Any] = {"seen_at": now, **({"wrote_at": now} if writes else {})}
    row = insert(RecordPresence).values(thing=thing, thing_id=thing_id, user_id=user_id, **values)
    own = [RecordPresence.thing, RecordPresence.thing_id, RecordPresence.user_id]
    is_old = RecordPresence.seen_at < now - SELDOM
    if writes:
        is_old = or_(is_old, RecordPresence.wrote_at.is_(None), RecordPresence.wrote_at < now - SELDOM)
    session.execute(row.on_conflict_do_update(index_elements=own, set_=values, where=is_old))
