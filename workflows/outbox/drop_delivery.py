"""CS decides that a message is not sent."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.models.accounts.user import User
from app.models.messaging.outbox import DELIVERY_FLOW, Delivery
from workflows.transitions import transition


def drop_delivery(session: Session, *, delivery_id: int, actor: User, now: datetime) -> Delivery:
    return transition(session, DELIVERY_FLOW, delivery_id, "drop", actor=actor, now=now)
