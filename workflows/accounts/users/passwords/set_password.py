"""Set a password that the person chose."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.models.accounts.user import User
from workflows.accounts.users.passwords.password_hash import hash_password
from workflows.accounts.users.passwords.password_rules import require_good
from workflows.authentication.sessions import close_every_way_in, end_half_open, end_sessions


def set_password(
    session: Session,
    user: User,
    fresh: str,
    *,
    now: datetime,
    spared_session: int | None = None,
    close_all: bool = False,
) -> None:
    """A password the person chose: other log-ins, what is half open and waiting for wrong ones end. Raises Invalid."""
    require_good(fresh, user, session=session)
    user.password_hash = hash_password(fresh)
    user.must_change_password = False
    user.initial_until = None
    user.failed_logins = 0
    user.locked_until = None
    user.updated_at = now
    if close_all:
        close_every_way_in(session, user=user, actor=user, now=now, spared_session=spared_session)
        return
    end_sessions(session, user_id=user.id, now=now, except_id=spared_session)
    end_half_open(session, user_id=user.id, now=now)
