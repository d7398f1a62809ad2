"""Remove an authenticator app."""

from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from app.models.accounts.mfa import Authenticator, Passkey, RecoveryCode
from app.models.accounts.user import User
from workflows.authentication.mfa.mark_factors import mark_factors


def remove_authenticator(session: Session, *, user: User, now: datetime) -> None:
    """Recovery codes go with the last factor they stand in for."""
    session.execute(delete(Authenticator).where(Authenticator.user_id == user.id))
    if session.scalar(select(Passkey.id).where(Passkey.user_id == user.id).limit(1)) is None:
        session.execute(delete(RecoveryCode).where(RecoveryCode.user_id == user.id))
    mark_factors(session, user_id=user.id, what="authenticator_off", actor=user, now=now)
