"""Forgetting what nobody needs: ended log-ins after a season, old resets after a month."""

from datetime import datetime, timedelta

from sqlalchemy import delete
from sqlalchemy.orm import Session

from app.models.accounts.sessions import PasswordReset, UserSession

LOGINS_KEPT, RESETS_KEPT = timedelta(days=90), timedelta(days=30)


def forget_old_logins(session: Session, *, now: datetime) -> int:
    """How many rows went. Ninety days of log-ins tell a new device from a known one."""
    old = delete(UserSession).where(UserSession.expires_at < now - LOGINS_KEPT).returning(UserSession.id)
    dead = delete(PasswordReset).where(PasswordReset.expires_at < now - RESETS_KEPT).returning(PasswordReset.id)
    return len(session.scalars(old).all()) + len(session.scalars(dead).all())
