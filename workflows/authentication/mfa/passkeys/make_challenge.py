"""Make a challenge for a passkey to sign."""

from datetime import datetime, timedelta

from sqlalchemy import delete
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
