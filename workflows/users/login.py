"""Checking a login: same answer and same time for an unknown name, a growing wait after wrong passwords."""

import contextlib
from datetime import datetime, timedelta

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from app.core.errors import Invalid
from app.core.phones import to_e164
from app.models.user import User
from workflows.users.passwords import matches, waste_time

FREE_TRIES = 10
WAIT = timedelta(minutes=15)


def check_login(session: Session, *, name: str, password: str, now: datetime) -> User | None:
    """The user, or None; counts wrong passwords on the account itself, so no address trick helps."""
    user = _find(session, name.strip())
    if user is None or not user.is_active:
        waste_time(password)
        return None
    if user.locked_until is not None and now < user.locked_until:
        waste_time(password)
        return None
    if not matches(password, user.password_hash):
        user.failed_logins += 1
        if user.failed_logins >= FREE_TRIES:
            user.locked_until = now + WAIT * 2 ** min(user.failed_logins - FREE_TRIES, 5)
        return None
    user.failed_logins = 0
    user.locked_until = None
    user.last_login_at = now
    return user


def _find(session: Session, name: str) -> User | None:
    ways = [func.lower(User.username) == name.lower(), func.lower(User.email) == name.lower()]
    with contextlib.suppress(Invalid):
        ways.append((User.phone_e164 == to_e164(name)) & (User.status == "ACTIVE"))
    found = select(User).where(or_(*ways)).order_by(User.id).limit(1).with_for_update()
    return session.scalars(found).one_or_none()
