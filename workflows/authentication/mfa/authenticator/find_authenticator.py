"""A person's authenticator app, its secret and the step a code belongs to."""

import base64
import hmac
from datetime import datetime, timedelta

from pyotp.totp import TOTP
from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from app.models.accounts.mfa import Authenticator

STEP = 30  # seconds
PENDING_LASTS = timedelta(minutes=15)


def totp_secret(key: str, nonce: str) -> str:
    """160 bits in base32; the same nonce gives the same secret."""
    return base64.b32encode(hmac.digest(key.encode(), f"authenticator {nonce}".encode(), "sha256")[:20]).decode()


def find_authenticator(session: Session, *, user_id: int, now: datetime) -> Authenticator | None:
    """The confirmed one, or one that was begun less than a quarter of an hour ago."""
    live = or_(Authenticator.confirmed_at.is_not(None), Authenticator.created_at > now - PENDING_LASTS)
    return session.scalars(select(Authenticator).where(Authenticator.user_id == user_id, live)).one_or_none()


def matching_step(secret: str, code: str, now: datetime) -> int | None:
    """The 30-second step the code belongs to, one step early or late allowed; None when it is wrong."""
    totp, current = TOTP(secret), int(now.timestamp()) // STEP
    digits = "".join(code.split())
    for step in (current, current - 1, current + 1):
        if hmac.compare_digest(totp.generate_otp(step).encode(), digits.encode()):
            return step
    return None
