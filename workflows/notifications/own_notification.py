"""A person's own notification, locked."""

from sqlalchemy.orm import Session

from app.core.errors import NotFound
from app.models.accounts.user import User
from app.models.messaging.notification import Notification


def own_notification(session: Session, notification_id: int, actor: User) -> Notification:
    notice = session.get(Notification, notification_id)
    if notice is None or notice.user_id != actor.id:
        raise NotFound
    return notice
