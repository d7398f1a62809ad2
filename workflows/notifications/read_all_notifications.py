"""A person has read all notifications."""

from datetime import datetime

from sqlalchemy import update
from sqlalchemy.orm import Session

from app.models.accounts.user import User
from app.models.messaging.notification import Notification


def read_all_notifications(session: Session, *, actor: User, until: int, now: datetime) -> int:
    """Everything up to the newest one that was on the page; what came since stays unread. Returns how many."""
    seen = update(Notification).where(
        Notification.user_id == actor.id, Notification.read_at.is_(None), Notification.id <= until
    )
    done = session.execute(
        seen.values(read_at=now).returning(Notification.id).execution_options(synchronize_session=False)
    )
    return len(done.all())
