"""Choose the components somebody is told of."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from app.core.errors import NotFound
from app.models.status.subscriber import StatusSubscriber


def change_subscription(
    session: Session, *, subscriber_id: int, component_ids: Sequence[int], locale: str
) -> StatusSubscriber:
    """None chosen: all. Raises NotFound for who has unsubscribed."""
    subscriber = session.get(StatusSubscriber, subscriber_id, with_for_update=True, populate_existing=True)
    if subscriber is None or subscriber.confirmed_at is None:
        raise NotFound
    subscriber.component_ids, subscriber.locale = sorted(component_ids), locale
    session.flush()
    return subscriber
