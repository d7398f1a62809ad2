"""A person wants to see a notification as unread again."""

from sqlalchemy.orm import Session

from app.models.accounts.user import User
from app.models.messaging.notification import Notification
from workflows.notifications.own_notification import own_notification


def unread_notification(session: Session, *, notification_id: int, actor: User) -> Notification:
    notice = own_notification(session, notification_id, actor)
    notice.read_at = None
    return notice
