"""The question that a person's next message in the chat with our bot answers."""

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models.accounts.user import User
from app.models.messaging.outbox import Delivery
from workflows.conversations.events import TelegramQuestion

ANSWERED_WITHIN = timedelta(minutes=30)


def find_question(session: Session, *, user: User, reply_to: int | None, now: datetime) -> str | None:
    """What the person was asked: the message they replied to, else the newest question of the last half hour."""
    asked = select(Delivery).where(
        Delivery.kind == TelegramQuestion.kind,
        Delivery.user_id == user.id,
        Delivery.created_at > now - ANSWERED_WITHIN,
    )
    if reply_to is not None:
        asked = asked.where(Delivery.provider_id == str(reply_to))
    found = session.scalars(asked.order_by(Delivery.id.desc()).limit(1)).one_or_none()
    return found.payload.get("asks") if found else None
