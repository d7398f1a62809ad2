"""Send a person out of every device."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.models.accounts.user import USER_FLOW, User
from workflows.accounts.users.rules import get_person
from workflows.authentication.sessions import end_sessions
from workflows.transitions import transition


def log_out_everywhere(session: Session, *, user_id: int, actor: User, now: datetime) -> User:
    """For a lost phone: the password stays, every log-in ends."""
    get_person(session, user_id, actor=actor)
    user = transition(session, USER_FLOW, user_id, "log_out_everywhere", actor=actor, now=now)
    end_sessions(session, user_id=user_id, now=now)
    return user
