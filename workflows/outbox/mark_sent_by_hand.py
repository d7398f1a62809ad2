"""CS has sent a message by hand."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.models.accounts.user import User
from app.models.messaging.outbox import DELIVERY_FLOW, Delivery
from workflows.transitions import transition


def mark_sent_by_hand(session: Session, *, delivery_id: int, actor: User, now: datetime) -> Delivery:
    """CS has sent the text by the wa.me link."""
    return transition(session, DELIVERY_FLOW, delivery_id, "sent_by_hand", actor=actor, now=now, sent_at=now)
