"""A person's notifications."""

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.models.messaging.notification import Notification
from app.models.messaging.outbox import Delivery

MOST_COUNTED = 100  # nobody needs to know more exactly; it keeps the question cheap


def count_unread(session: Session, *, user_id: int) -> int:
    """How many are unread, at most MOST_COUNTED."""
    unread = select(Notification.id).where(Notification.user_id == user_id, Notification.read_at.is_(None))
    return session.scalar(select(func.count()).select_from(unread.limit(MOST_COUNTED).subquery())) or 0


def list_notifications(
    session: Session, *, user_id: int, before: int | None = None, unread: bool = False, limit: int
) -> Sequence[Notification]:
    """Newest first, those older than `before`."""
    theirs = select(Notification).where(Notification.user_id == user_id)
    if before is not None:
        theirs = theirs.where(Notification.id < before)
    if unread:
        theirs = theirs.where(Notification.read_at.is_(None))
    return session.scalars(theirs.order_by(Notification.id.desc()).limit(limit)).all()


def find_beside(session: Session, *, user_id: int, delivery_id: int) -> Notification | None:
    """The notification of the same event as one of the person's deliveries, such as a push."""
    message = select(Delivery.message_id).where(Delivery.id == delivery_id, Delivery.user_id == user_id)
    beside = select(Notification).join(Delivery, Delivery.id == Notification.delivery_id)
    mine = beside.where(Notification.user_id == user_id, Delivery.message_id == message.scalar_subquery())
    return session.scalars(mine.order_by(Notification.id.desc()).limit(1)).one_or_none()
