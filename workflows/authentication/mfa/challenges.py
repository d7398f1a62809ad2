"""Challenges for passkeys: made here, signed by the device, taken once."""

from datetime import datetime, timedelta

from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from app.core.identifiers import new_secret
from app.models.accounts.mfa import ChallengeUse, PasskeyChallenge

LASTS = timedelta(minutes=5)
TIDY_AFTER = timedelta(hours=1)


def make_challenge(session: Session, *, use: ChallengeUse, user_id: int | None, now: datetime) -> str:
    """256 random bits in base64url."""
    session.execute(delete(PasskeyChallenge).where(PasskeyChallenge.expires_at < now - TIDY_AFTER))
    challenge = new_secret()
    session.add(PasskeyChallenge(challenge=challenge, use=use, user_id=user_id, expires_at=now + LASTS))
    session.flush()
    return challenge


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
