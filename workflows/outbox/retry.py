"""A promise no letter could be made of gets another chance."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.models.outbox import PROMISE_FLOW, OutboxMessage
from app.models.user import User
from workflows.moves import move


def retry_promise(session: Session, *, message_id: int, actor: User, now: datetime) -> OutboxMessage:
    message = move(session, PROMISE_FLOW, message_id, "retry", actor=actor, now=now, tries=0, error="", due_at=now)
    session.info["promised"] = True
    return message
