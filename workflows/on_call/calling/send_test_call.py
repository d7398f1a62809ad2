"""Send a person a test call."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.errors import NotAllowed, NotFound
from app.models.accounts.user import User, UserStatus
from app.models.on_call.calling import CallTest
from app.models.on_call.schedule import PLANNERS
from workflows.on_call.calling.ring import ring
from workflows.on_call.events import TestCall


def send_test_call(session: Session, *, actor: User, now: datetime, user_id: int | None = None) -> CallTest:
    """By the ways and minutes of a real one; to oneself, or to anybody by whoever may plan for others."""
    if user_id not in {None, actor.id} and actor.role not in PLANNERS:
        raise NotAllowed
    wanted = select(User).where(User.id == (user_id or actor.id), User.status == UserStatus.ACTIVE)
    person = session.scalars(wanted).one_or_none()
    if person is None:
        raise NotFound
    test = CallTest(user_id=person.id, asked_by_id=actor.id, created_at=now)
    session.add(test)
    session.flush()
    ring(session, person, TestCall(user_id=person.id, test_id=test.id), key=f"test_call:{test.id}", now=now)
    return test
