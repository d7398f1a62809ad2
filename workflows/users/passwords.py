"""Passwords: Argon2id, length instead of riddles, and never one everybody guesses."""

import os
from datetime import datetime
from functools import cache

from pwdlib import PasswordHash
from pwdlib.hashers.argon2 import Argon2Hasher
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.errors import Invalid
from app.core.i18n import N_
from app.models.user import User
from workflows.access import end_sessions

SHORTEST = 10
OBVIOUS = {
    "password12",
    "password123",
    "1234567890",
    "qwertyuiop",
    "katasandi123",
    "indonesia123",
    "sigap12345",
    "admin12345",
}


@cache
def _hasher() -> PasswordHash:
    """Cheap hashes are for tests only; settings refuse them in production."""
    cheap = os.environ.get("PASSWORD_WORK") == "cheap"
    return PasswordHash((Argon2Hasher(time_cost=1, memory_cost=8, parallelism=1) if cheap else Argon2Hasher(),))


def hash_password(password: str) -> str:
    return _hasher().hash(password)


def matches(password: str, hashed: str) -> bool:
    return _hasher().verify(password, hashed)


def waste_time(password: str) -> None:
    """An unknown name takes as long as a wrong password."""
    _hasher().verify(password, _dummy())


@cache
def _dummy() -> str:
    return hash_password("nobody has this password")


def require_good(password: str, user: User) -> None:
    """Raises Invalid for a password that is too short, too well known or the person's own name."""
    lowered = password.lower()
    if len(password) < SHORTEST:
        raise Invalid(N_("Kata sandi minimal 10 karakter."), field="password")
    if lowered in OBVIOUS or user.username.lower() in lowered or len(set(lowered)) <= 3:  # noqa: PLR2004
        raise Invalid(
            N_("Kata sandi ini terlalu mudah ditebak. Pakai kalimat pendek milik Anda sendiri."), field="password"
        )


def change_password(
    session: Session, *, user_id: int, current: str, fresh: str, now: datetime, session_id: int | None = None
) -> User:
    """The person's own change: ends every session but `session_id`, the one it is made in."""
    user = session.scalars(select(User).where(User.id == user_id).with_for_update()).one()
    if not matches(current, user.password_hash):
        raise Invalid(N_("Kata sandi sekarang salah."), field="current")
    if current == fresh:
        raise Invalid(N_("Kata sandi baru harus berbeda dari yang lama."), field="fresh")
    require_good(fresh, user)
    user.password_hash = hash_password(fresh)
    user.must_change_password = False
    user.updated_at = now
    end_sessions(session, user_id=user_id, now=now, except_id=session_id)
    return user
