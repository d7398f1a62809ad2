"""What is announced now."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models.status.announcement import Announcement, announced_at


def list_announcements(session: Session, *, now: datetime) -> Sequence[Announcement]:
    """The newest first, at most five."""
    shown = select(Announcement).where(*announced_at(now))
    return session.scalars(shown.order_by(Announcement.starts_at.desc(), Announcement.id.desc()).limit(5)).all()
