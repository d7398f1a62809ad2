"""Recovery codes: ten, shown once, each good once."""

import hmac

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.models.accounts.mfa import RecoveryCode


def count_recovery_codes(session: Session, *, user_id: int) -> int:
    left = select(func.count()).where(RecoveryCode.user_id == user_id, RecoveryCode.used_at.is_(None))
    return session.execute(left).scalar_one()


def keyed(key: str, user_id: int, code: str) -> str:
    """What is kept of a code; useless without SECRET_KEY."""
    plain = "".join(sign for sign in code.lower() if sign.isalnum())
    return hmac.new(key.encode(), f"recovery {user_id} {plain}".encode(), "sha256").hexdigest()
