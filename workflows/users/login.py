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
WINDOW = timedelta(minutes=15)  # tries further apart than this are not counted together
FORGOTTEN = timedelta(days=1)  # after a quiet day the waits begin small again
LONGEST = 5  # doublings: 15 minutes grow to 8 hours


def check_login(session: Session, *, name: str, password: str, now: datetime, tries: int = FREE_TRIES) -> User | None:
    """The user, or None; counts wrong passwords on the account itself, so no address trick helps.

    `tries`: how many wrong passwords are free. Every path costs one hash, so the time tells nothing.
    """
    user = _find(session, name.strip())
    if user is None or not user.is_active or user.is_service or _must_wait(user, now):
        waste_time(password)
        return None
    if not matches(password, user.password_hash):
        _count_wrong(user, now, tries)
        return None
    user.failed_logins = 0
    user.last_failed_at = None
    user.locked_until = None
    user.last_login_at = now
    return user


def _must_wait(user: User, now: datetime) -> bool:
    return user.locked_until is not None and now < user.locked_until


def _count_wrong(user: User, now: datetime, tries: int) -> None:
    quiet_for = FORGOTTEN if user.failed_logins >= tries else WINDOW
    if user.last_failed_at is not None and now - user.last_failed_at > quiet_for:
        user.failed_logins = 0
    user.failed_logins += 1
    user.last_failed_at = now
    if user.failed_logins >= tries:
        user.locked_until = now + WINDOW * 2 ** min(user.failed_logins - tries, LONGEST)


def _find(session: Session, name: str) -> User | None:
    if "\x00" in name:
        return None
    ways = [func.lower(User.username) == name.lower(), func.lower(User.email) == name.lower()]
    with contextlib.suppress(Invalid):
        ways.append((User.phone_e164 == to_e164(name)) & (User.status == "ACTIVE"))
    found = select(User).where(or_(*ways)).order_by(User.id).limit(1).with_for_update()
    return session.scalars(found).one_or_none()
