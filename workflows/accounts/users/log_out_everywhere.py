"""Log a person out of every device."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.models.accounts.user import User
from app.models.accounts.user_flow import USER_FLOW
from workflows.authentication.sessions import Change, close_every_way_in, notify_of_change
from workflows.transitions import transition


def log_out_everywhere(session: Session, *, user_id: int, actor: User, now: datetime) -> User:
    """For a lost phone: the password stays, every other way in is closed."""
    user: User = transition(session, USER_FLOW, user_id, "log_out_everywhere", actor=actor, now=now)
    close_every_way_in(session, user=user, actor=actor, now=now)
    notify_of_change(session, user, Change.LOGGED_OUT, now=now)
    return user
