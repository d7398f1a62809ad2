"""A person has read a notification, or wants to see it again as if they had not."""

from datetime import datetime

from sqlalchemy import update
from sqlalchemy.orm import Session

from app.core.errors import NotFound
from app.models.accounts.user import User
from app.models.messaging.notification import Notification


def read_notification(session: Session, *, notification_id: int, actor: User, now: datetime) -> Notification:
    """Note the first reading; NotFound when it is not theirs."""
    notice = _own(session, notification_id, actor)
    notice.read_at = notice.read_at or now
    return notice


def unread_notification(session: Session, *, notification_id: int, actor: User) -> Notification:
    notice = _own(session, notification_id, actor)
    notice.read_at = None
    return notice


def read_all_notifications(session: Session, *, actor: User, until: int, now: datetime) -> int:
    """Everything up to the newest one that was on the page; what came since stays unread. Returns how many."""
    seen = update(Notification).where(
        Notification.user_id == actor.id, Notification.read_at.is_(None), Notification.id <= until
    )
    done = session.execute(
        seen.values(read_at=now).returning(Notification.id).execution_options(synchronize_session=False)
    )
    return len(done.all())


def _own(session: Session, notification_id: int, actor: User) -> Notification:
    notice = session.get(Notification, notification_id)
    if notice is None or notice.user_id != actor.id:
        raise NotFound
    return notice
