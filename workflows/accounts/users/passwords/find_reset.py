"""A reset of a forgotten password that still holds."""

from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.identifiers import sha256
from app.models.accounts.sessions import PasswordReset
from app.models.accounts.user import User


def find_reset(session: Session, *, token: str, now: datetime) -> User | None:
    """Whose password this link would change; None for a used, old or unknown one."""
    wanted = select(User).join(PasswordReset, PasswordReset.user_id == User.id)
    return session.scalars(wanted.where(*good_reset(token, now))).one_or_none()


def good_reset(token: str, now: datetime) -> tuple[Any, ...]:
    return (
        PasswordReset.token_sha256 == sha256(token),
        PasswordReset.used_at.is_(None),
        PasswordReset.expires_at > now,
    )
