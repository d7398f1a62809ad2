"""Write an announcement."""

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from app.models.accounts.user import User
from app.models.status.announcement import Announcement, AnnouncementStatus
from workflows.status.announcing.require_order import require_order


def make_announcement(session: Session, *, actor: User, now: datetime, **words: Any) -> Announcement:
    """A draft, so that it can be read before everybody reads it. Raises Invalid."""
    require_order(words["starts_at"], words["ends_at"])
    made = Announcement(status=AnnouncementStatus.DRAFT, created_by_id=actor.id, created_at=now, **words)
    session.add(made)
    session.flush()
    return made
