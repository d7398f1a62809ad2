"""Count up a passkey's counter."""

from datetime import datetime

from sqlalchemy import or_, update
from sqlalchemy.orm import Session

from app.models.accounts.mfa import Passkey


def use_passkey(session: Session, *, passkey: Passkey, sign_count: int, now: datetime) -> bool:
    """False when the counter does not rise although it should: somebody has a copy, or an answer came twice."""
    rises = or_(Passkey.sign_count < sign_count, (Passkey.sign_count == 0) & (sign_count == 0))
    used = (
        update(Passkey)
        .where(Passkey.id == passkey.id, rises)
        .values(sign_count=sign_count, last_used_at=now)
        .returning(Passkey.id)
        .execution_options(synchronize_session=False)
    )
    return session.execute(used).scalar_one_or_none() is not None
