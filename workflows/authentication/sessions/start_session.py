"""Start a log-in."""

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.errors import NotAllowed
from app.core.identifiers import sha256
from app.models.accounts.sessions import LoginWay, UserSession
from app.models.accounts.user import User
from workflows.authentication.sessions.events import NewDevice
from workflows.outbox_events import emit
from workflows.transitions import note


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
    is_new = _is_new_device(session, user, begun.device_sha256)
    session.add(begun)
    session.flush()
    values = {"how": begun.how, "device": begun.device}
    note(session, User.__tablename__, user.id, "login", actor=user, now=now, **values)
    if is_new:
        emit(session, NewDevice(user_id=user.id, email=user.email, session_id=begun.id), now=now)
    return begun


def _is_new_device(session: Session, user: User, device_sha256: str) -> bool:
    """A browser this account has not been used with; the very first one is nothing to be told of."""
    known = select(UserSession.device_sha256 == device_sha256).where(UserSession.user_id == user.id).distinct()
    seen = session.scalars(known).all()
    return bool(device_sha256 and seen) and True not in seen
