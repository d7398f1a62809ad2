"""Activate a user."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.models.accounts.user import User
from app.models.accounts.user_flow import USER_FLOW
from workflows.accounts.users.rules import get_person, require_free_phone
from workflows.transitions import transition


def activate_user(session: Session, *, user_id: int, actor: User, now: datetime) -> User:
    """Refused when somebody else has the phone number by now."""
    user = get_person(session, user_id, actor=actor)
    if user.phone_e164:
        require_free_phone(session, user.phone_e164, besides=user_id)
    return transition(session, USER_FLOW, user_id, "activate", actor=actor, now=now, failed_logins=0, locked_until=None)
