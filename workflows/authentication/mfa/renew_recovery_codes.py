"""Make new recovery codes."""

import secrets
from datetime import datetime

from sqlalchemy import delete
from sqlalchemy.orm import Session

from app.models.accounts.mfa import RecoveryCode
from app.models.accounts.user import User
from workflows.authentication.mfa.mark_factors import mark_factors
from workflows.authentication.mfa.recovery_codes import keyed

HOW_MANY, LENGTH = 10, 10
ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"  # nothing that looks like something else


def renew_recovery_codes(
    session: Session, *, user: User, key: str, now: datetime, owner_notified: bool = False
) -> list[str]:
    """Ten new ones; the old ones are void. `owner_notified`: the owner hears of it by another message already."""
    session.execute(delete(RecoveryCode).where(RecoveryCode.user_id == user.id))
    codes = ["".join(secrets.choice(ALPHABET) for _ in range(LENGTH)) for _ in range(HOW_MANY)]
    session.add_all(RecoveryCode(user_id=user.id, code_sha256=keyed(key, user.id, code)) for code in codes)
    if not owner_notified:
        mark_factors(session, user_id=user.id, what="codes_renewed", actor=user, now=now)
    session.flush()
    return [f"{code[:5]}-{code[5:]}" for code in codes]
