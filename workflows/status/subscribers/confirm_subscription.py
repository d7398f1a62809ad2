"""Confirm that the address wants the news."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.core.errors import NotFound
from app.models.status.subscriber import StatusSubscriber


def confirm_subscription(session: Session, *, subscriber_id: int, now: datetime) -> StatusSubscriber:
    """A second time changes nothing. Raises NotFound where the row is gone meanwhile."""
    subscriber = session.get(StatusSubscriber, subscriber_id, with_for_update=True, populate_existing=True)
    if subscriber is None:
        raise NotFound
    subscriber.confirmed_at = subscriber.confirmed_at or now
    session.flush()
    return subscriber
