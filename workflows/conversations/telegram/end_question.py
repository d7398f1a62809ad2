"""The end of a question that needs no answer any more."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models.accounts.user import User
from app.models.messaging.outbox import Delivery
from workflows.conversations.events import TelegramQuestion


def end_question(session: Session, *, user: User, asks: str) -> None:
    """Nothing that the person writes from now on answers it."""
    asked = select(Delivery).where(Delivery.kind == TelegramQuestion.kind, Delivery.user_id == user.id)
    for one in session.scalars(asked.where(Delivery.payload["asks"].astext == asks).with_for_update()):
        one.payload = {**one.payload, "asks": ""}
    session.flush()
