"""Tick a line of a checklist."""

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from app.models.accounts.user import User
from app.models.releases.readiness import RELEASE_ITEM_FLOW, ReleaseItem
from workflows.transitions import transition


def tick_item(session: Session, *, item_id: int, actor: User, note: str, now: datetime) -> ReleaseItem:
    """A person has looked: who, when, and what they say."""
    said: dict[str, Any] = {"note": note[:500], "done_at": now, "done_by_id": actor.id}
    return transition(session, RELEASE_ITEM_FLOW, item_id, "tick", actor=actor, now=now, **said)
