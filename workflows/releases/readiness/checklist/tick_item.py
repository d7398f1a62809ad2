"""Tick a line of a checklist."""

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from app.core.files import StorageObject
from app.models.accounts.user import User
from app.models.releases.readiness import RELEASE_ITEM_FLOW, ReleaseItem
from workflows.documents import store_file
from workflows.releases.readiness.checklist.hold_release import hold_release
from workflows.transitions import transition


def tick_item(
    session: Session, *, item_id: int, actor: User, note: str, now: datetime, file: StorageObject | None = None
) -> ReleaseItem:
    """A person has looked: who, when, what they say, and a file that shows it."""
    kept = store_file(session, file, actor=actor).id if file else None
    values: dict[str, Any] = {"note": note[:500], "done_at": now, "done_by_id": actor.id, "file_id": kept}
    hold_release(session, item_id)
    return transition(session, RELEASE_ITEM_FLOW, item_id, "tick", actor=actor, now=now, **values)
