"""Store a provider's event before answering it."""

from datetime import datetime
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from app.core.units import APPLY_INBOX, unit_of
from app.models.messaging.inbox import InboxEvent, InboxStatus, Provider


def receive_event(
    session: Session,
    *,
    provider: Provider,
    unique_key: str,
    kind: str,
    raw: dict[str, Any],
    now: datetime,
    summary: str = "",
) -> bool:
    """True when the event is new; the same event again is counted and changes nothing else."""
    row = insert(InboxEvent).values(
        provider=provider, unique_key=unique_key[:200], kind=kind[:40], raw=raw, due_at=now, summary=summary[:300]
    )
    fresh = session.execute(
        row.on_conflict_do_nothing(index_elements=[InboxEvent.unique_key]).returning(InboxEvent.id)
    ).scalar_one_or_none()
    if fresh is not None:
        unit_of(session).wake.add(APPLY_INBOX)
    else:
        is_known(session, unique_key[:200])
    return fresh is not None


def is_known(session: Session, unique_key: str) -> bool:
    """Whether the event came before; then it is counted, unless somebody applies it just now: nobody waits for that.

    A sweep passes over a row that is locked for counting, so an event that still waits wakes it once more.
    """
    known = select(InboxEvent.id).where(InboxEvent.unique_key == unique_key)
    counted = session.scalars(
        update(InboxEvent)
        .where(InboxEvent.id.in_(known.with_for_update(skip_locked=True)))
        .values(repeats=InboxEvent.repeats + 1)
        .returning(InboxEvent.status),
        execution_options={"synchronize_session": False},
    ).all()
    if InboxStatus.RECEIVED in counted:
        unit_of(session).wake.add(APPLY_INBOX)
    return session.scalar(known) is not None
