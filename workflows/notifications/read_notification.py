"""A person has read a notification."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.models.accounts.user import User
from app.models.messaging.notification import Notification
from workflows.notifications.own_notification import own_notification


def read_notification(session: Session, *, notification_id: int, actor: User, now: datetime) -> Notification:
    """Note the first reading; NotFound when it is not theirs."""
    notice = own_notification(session, notification_id, actor)
    notice.read_at = notice.read_at or now
    return notice
