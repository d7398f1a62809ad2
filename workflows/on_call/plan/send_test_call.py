"""Send oneself a test call."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.models.accounts.user import User
from workflows.on_call.events import TestCall
from workflows.outbox_events import emit


def send_test_call(session: Session, *, actor: User, now: datetime) -> None:
    """A call to oneself, by the ways a real one takes."""
    emit(session, TestCall(user_id=actor.id), now=now, once=f"test_call:{actor.id}:{now:%Y%m%d%H%M}")
