"""Remove a passkey."""

from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from app.core.errors import NotFound
from app.models.accounts.mfa import Authenticator, Passkey, RecoveryCode
from app.models.accounts.sessions import LoginWay
from app.models.accounts.user import User
from workflows.authentication.mfa.mark_factors import mark_factors
from workflows.authentication.mfa.passkeys.find_passkey import list_passkeys
from workflows.authentication.sessions import end_sessions


def remove_passkey(
    session: Session, *, user: User, passkey_id: int, now: datetime, spared_session: int | None = None
) -> None:
    """Log-ins that came by a passkey end, but for `spared_session`. Raises NotFound for somebody else's."""
    gone = delete(Passkey).where(Passkey.id == passkey_id, Passkey.user_id == user.id).returning(Passkey.id)
    if session.execute(gone).scalar_one_or_none() is None:
        raise NotFound
    left = select(Authenticator.id).where(Authenticator.user_id == user.id, Authenticator.confirmed_at.is_not(None))
    if session.scalar(left) is None and not list_passkeys(session, user_id=user.id):
        session.execute(delete(RecoveryCode).where(RecoveryCode.user_id == user.id))
    end_sessions(session, user_id=user.id, now=now, except_id=spared_session, ways=(LoginWay.PASSKEY,))
    mark_factors(session, user_id=user.id, what="passkey_removed", actor=user, now=now)
