"""Logged out there, or unlinked from there: logged out here."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.models.accounts.sessions import LoginWay
from app.models.accounts.user import User
from workflows.authentication.sessions import end_sessions


def end_provider_sessions(session: Session, *, user: User, how: LoginWay, now: datetime) -> int:
    """End the log-ins that came by this way; how many those were."""
    return end_sessions(session, user_id=user.id, now=now, ways=(how,))
