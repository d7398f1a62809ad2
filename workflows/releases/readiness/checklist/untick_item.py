"""Take the tick of a checklist's line away."""

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from app.models.accounts.user import User
from app.models.releases.readiness import RELEASE_ITEM_FLOW, ReleaseItem
from workflows.releases.readiness.checklist.hold_release import hold_release
from workflows.transitions import transition


def untick_item(session: Session, *, item_id: int, actor: User, now: datetime) -> ReleaseItem:
    """It must be looked at again."""
    gone: dict[str, Any] = {"note": "", "done_at": None, "done_by_id": None, "file_id": None}
    hold_release(session, item_id)
    return transition(session, RELEASE_ITEM_FLOW, item_id, "untick", actor=actor, now=now, **gone)
