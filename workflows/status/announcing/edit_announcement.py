"""Change an announcement."""

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from app.models.accounts.user import User
from app.models.company import Company
from app.models.status.announcement import Announcement, AnnouncementStatus
from workflows.status.announcing.require_order import require_order
from workflows.status.announcing.withdraw_announcement import withdraw_announcement

SPOKEN = ("title", "title_en", "text", "text_en", "tone")


def edit_announcement(
    session: Session, *, record: Announcement, actor: User, now: datetime, **words: Any
) -> Announcement:
    """Who changes its words is its writer; where a second person publishes, new words are a draft. Raises Invalid."""
    require_order(words["starts_at"], words["ends_at"])
    spoken = any(getattr(record, name) != words[name] for name in SPOKEN)
    for name, value in words.items():
        setattr(record, name, value)
    if spoken:
        record.created_by_id = actor.id
    record.version += 1
    session.flush()
    company = session.get(Company, 1)
    if spoken and record.status == AnnouncementStatus.PUBLISHED and company and company.announcements_by_two:
        withdraw_announcement(session, announcement_id=record.id, actor=actor, now=now)
    return record
