"""Check the password of somebody who is logged in."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models.accounts.user import User
from workflows.accounts.users.passwords.login_tries import FREE_TRIES, check_password


def check_again(
    session: Session, *, user_id: int, password: str, now: datetime, tries: int = FREE_TRIES
) -> User | None:
    """Whoever is logged in already proves it once more; wrong passwords count as they do at log-in."""
    user = session.scalars(select(User).where(User.id == user_id).with_for_update()).one_or_none()
    return check_password(session, user, password, now, tries)
