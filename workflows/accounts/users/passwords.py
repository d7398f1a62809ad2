"""Passwords: Argon2id with the parameters OWASP recommends, and the person's own change."""

import os
from datetime import datetime
from functools import cache

from pwdlib import PasswordHash
from pwdlib.hashers.argon2 import Argon2Hasher
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.errors import Invalid
from app.core.i18n import N_
from app.models.accounts.user import User
from workflows.accounts.users.password_rules import require_good
from workflows.authentication.sessions import PasswordChanged, close_every_way_in, end_half_open, end_sessions
from workflows.outbox_events import emit
from workflows.transitions import note

MEMORY_KIB, PASSES, LANES = 19 * 1024, 2, 1


@cache
def _hasher() -> PasswordHash:
    """Cheap hashes are for tests only; settings refuse them in production."""
    if os.environ.get("PASSWORD_WORK") == "cheap":
        return PasswordHash((Argon2Hasher(time_cost=1, memory_cost=8, parallelism=1),))
    return PasswordHash((Argon2Hasher(time_cost=PASSES, memory_cost=MEMORY_KIB, parallelism=LANES),))


def hash_password(password: str) -> str:
    return _hasher().hash(password)


def matches(password: str, hashed: str) -> bool:
    return _hasher().verify(password, hashed)


def renewed_hash(password: str, hashed: str) -> str:
    """The hash as it is, or made anew where other parameters hold by now; the password must be the right one."""
    return hash_password(password) if _hasher().current_hasher.check_needs_rehash(hashed) else hashed


def waste_time(password: str) -> None:
    """An unknown name takes as long as a wrong password."""
    _hasher().verify(password, _dummy())


@cache
def _dummy() -> str:
    return hash_password("nobody has this password")


def change_password(
    session: Session,
    *,
    user_id: int,
    current: str,
    fresh: str,
    now: datetime,
    session_id: int | None = None,
    close_all: bool = False,
) -> User:
    """The person's own change: ends every session but `session_id`, the one it is made in.

    `close_all`: API tokens, pushes and the proof of the Telegram chat end as well.
    """
    user = session.scalars(select(User).where(User.id == user_id).with_for_update()).one()
    if not matches(current, user.password_hash):
        raise Invalid(N_("Kata sandi sekarang salah."), field="current")
    if current == fresh:
        raise Invalid(N_("Kata sandi baru harus berbeda dari yang lama."), field="fresh")
    set_password(session, user, fresh, now=now, keep_session=session_id, close_all=close_all)
    note(session, User.__tablename__, user.id, "password_changed", actor=user, now=now)
    emit(session, PasswordChanged(user_id=user.id, email=user.email), now=now)
    return user


def set_password(
    session: Session,
    user: User,
    fresh: str,
    *,
    now: datetime,
    keep_session: int | None = None,
    close_all: bool = False,
) -> None:
    """A password the person chose: other log-ins, what is half open and waiting for wrong ones end. Raises Invalid."""
    require_good(fresh, user, session=session)
    user.password_hash = hash_password(fresh)
    user.must_change_password = False
    user.failed_logins = 0
    user.locked_until = None
    user.updated_at = now
    if close_all:
        close_every_way_in(session, user=user, actor=user, now=now, keep_session=keep_session)
        return
    end_sessions(session, user_id=user.id, now=now, except_id=keep_session)
    end_half_open(session, user_id=user.id, now=now)
