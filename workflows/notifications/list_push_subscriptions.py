"""The browsers that take pushes."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models.messaging.notification import PushSubscription


def list_push_subscriptions(session: Session, *, user_id: int) -> Sequence[PushSubscription]:
    live = select(PushSubscription).where(PushSubscription.user_id == user_id, PushSubscription.ended_at.is_(None))
    return session.scalars(live.order_by(PushSubscription.id)).all()
