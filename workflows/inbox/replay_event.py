"""Apply an event once more, after a person has looked at it."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.core.units import APPLY_INBOX, unit_of
from app.models.accounts.user import User
from app.models.messaging.inbox import INBOX_FLOW, InboxEvent
from workflows.transitions import transition


def replay_event(session: Session, *, event_id: int, actor: User, now: datetime) -> InboxEvent:
    event = transition(session, INBOX_FLOW, event_id, "replay", actor=actor, now=now, tries=0, error="", due_at=now)
    unit_of(session).wake.add(APPLY_INBOX)
    return event
