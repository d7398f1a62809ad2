"""Emitting an event: a row in the caller's transaction. `app.jobs` sends what follows from it."""

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import ClassVar

from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from app.core.units import RELAY, unit_of
from app.models.messaging.outbox import OutboxMessage


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """A fact somebody must be told: ids and plain values; `visit_id` and `invoice_id` say where to show it."""

    kind: ClassVar[str]


def emit(
    session: Session, message: Event, *, now: datetime, due_at: datetime | None = None, once: str | None = None
) -> None:
    """Insert the event; with `once`, a second event under the same key is dropped."""
    facts = asdict(message)
    row = insert(OutboxMessage).values(
        kind=message.kind,
        payload=facts,
        due_at=due_at or now,
        visit_id=facts.get("visit_id"),
        invoice_id=facts.get("invoice_id"),
        dedup_key=once,
    )
    session.execute(row.on_conflict_do_nothing(index_elements=[OutboxMessage.dedup_key]))
    unit_of(session).wake.add(RELAY)
