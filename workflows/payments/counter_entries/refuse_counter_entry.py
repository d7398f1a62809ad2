"""A second person refuses to take money out."""

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from app.models.accounts.user import User
from app.models.finance.counter_entry import COUNTER_ENTRY_FLOW, CounterEntry
from workflows.transitions import transition


def refuse_counter_entry(session: Session, *, entry_id: int, actor: User, note: str, now: datetime) -> CounterEntry:
    """Nothing changes; the same may be asked again."""
    who: dict[str, Any] = {"decided_by_id": actor.id, "decided_at": now, "note": note[:500]}
    return transition(session, COUNTER_ENTRY_FLOW, entry_id, "refuse", actor=actor, now=now, **who)
