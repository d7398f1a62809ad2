"""A person is in: the row of a new log-in."""

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from app.core.errors import NotAllowed
from app.core.ids import sha256
from app.models.access import LoginWay, UserSession
from app.models.user import User


def start_session(
    session: Session,
    *,
    user: User,
    token: str,
    how: LoginWay,
    now: datetime,
    lasts: timedelta,
    device: str = "",
    device_key: str = "",
    address: str = "",
) -> UserSession:
    """Keep a log-in under the SHA-256 of its token. `lasts`: however busy it is, it ends after this."""
    if not user.is_active:
        raise NotAllowed
    begun = UserSession(
        user_id=user.id,
        token_sha256=sha256(token),
        how=how,
        created_at=now,
        last_seen_at=now,
        fresh_at=now,
        expires_at=now + lasts,
        device=device[:80],
        device_sha256=sha256(device_key) if device_key else "",
        address=address,
    )
    session.add(begun)
    session.flush()
    return begun
