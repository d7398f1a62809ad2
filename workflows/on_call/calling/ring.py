"""Promise one message for each way that reaches a person, each at its minute."""

from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from app.models.accounts.user import User
from workflows.on_call.calling.list_ways import list_ways
from workflows.on_call.events import PersonCalled, TestCall
from workflows.outbox_events import emit


def ring(session: Session, user: User, call: PersonCalled | TestCall, *, key: str, now: datetime) -> None:
    """The channel is "" where none reaches them. Each channel once for a key, whatever is repeated."""
    ways = list_ways(session, user, now=now) or [("", 0)]
    for place, (channel, minutes) in enumerate(ways):
        due = now + timedelta(minutes=minutes)
        event = replace(call, channel=str(channel), again=place > 0)
        emit(session, event, now=now, due_at=due, once=f"{key}:{channel}")
