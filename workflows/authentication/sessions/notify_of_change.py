"""Tell the owner of a change of their account."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.core.units import unit_of
from app.models.accounts.user import User
from workflows.authentication.sessions.events import AccountChanged, Change
from workflows.outbox_events import emit


def notify_of_change(
    session: Session,
    user: User,
    what: Change,
    *,
    now: datetime,
    email: str | None = None,
    detail: str = "",
    former_chat_id: int | None = None,
) -> None:
    """The owner is told. `email`: the former address, where that is what changed."""
    event = AccountChanged(
        user_id=user.id,
        email=email or user.email,
        what=what,
        by_id=unit_of(session).actor_id,
        detail=detail,
        former_chat_id=former_chat_id,
    )
    emit(session, event, now=now)
