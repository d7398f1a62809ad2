"""Logged out there, logged out here."""

from datetime import datetime

from sqlalchemy import update
from sqlalchemy.orm import Session

from app.models.accounts.sessions import LoginWay, UserSession
from app.models.accounts.user import User


def end_provider_sessions(session: Session, *, user: User, how: LoginWay, now: datetime) -> int:
    """End the log-ins that came by this way; how many those were."""
    ended = (
        update(UserSession)
        .where(UserSession.user_id == user.id, UserSession.how == how, UserSession.ended_at.is_(None))
        .values(ended_at=now)
        .returning(UserSession.id)
    )
    return len(session.scalars(ended).all())
