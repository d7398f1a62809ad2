"""An event that could not be fanned out gets another chance."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.core.units import RELAY, unit_of
from app.models.accounts.user import User
from app.models.messaging.outbox import OUTBOX_EVENT_FLOW, OutboxMessage
from workflows.transitions import transition


def retry_event(session: Session, *, message_id: int, actor: User, now: datetime) -> OutboxMessage:
    message = transition(
        session, OUTBOX_EVENT_FLOW, message_id, "retry", actor=actor, now=now, tries=0, error="", due_at=now
    )
    unit_of(session).wake.add(RELAY)
    return message
