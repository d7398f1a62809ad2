"""Take a challenge, once."""

from datetime import datetime

from sqlalchemy import update
from sqlalchemy.orm import Session

from app.models.accounts.mfa import ChallengeUse, PasskeyChallenge


def take_challenge(session: Session, *, challenge: str, use: ChallengeUse, user_id: int | None, now: datetime) -> bool:
    """True once, for what it was made for."""
    taken = (
        update(PasskeyChallenge)
        .where(
            PasskeyChallenge.challenge == challenge,
            PasskeyChallenge.use == use,
            PasskeyChallenge.user_id.is_not_distinct_from(user_id),
            PasskeyChallenge.used_at.is_(None),
            PasskeyChallenge.expires_at > now,
        )
        .values(used_at=now)
        .returning(PasskeyChallenge.id)
    )
    return session.execute(taken).scalar_one_or_none() is not None
