"""What a person can show as a second factor."""

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from app.models.accounts.mfa import Authenticator, Passkey


def list_factors(session: Session, *, user_id: int) -> tuple[bool, bool]:
    """Whether they have a confirmed authenticator, and whether they have a passkey."""
    app = exists().where(Authenticator.user_id == user_id, Authenticator.confirmed_at.is_not(None))
    passkey = exists().where(Passkey.user_id == user_id)
    has_app, has_passkey = session.execute(select(app, passkey)).one()
    return has_app, has_passkey
