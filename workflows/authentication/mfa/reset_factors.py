"""An admin takes a person's second factors away, because the phone is gone and the recovery codes too."""

from datetime import datetime

from sqlalchemy import delete
from sqlalchemy.orm import Session

from app.models.accounts.mfa import Authenticator, Passkey, RecoveryCode
from app.models.accounts.user import User
from app.models.accounts.user_flow import USER_FLOW
from workflows.authentication.mfa.mark_factors import mark_factors
from workflows.authentication.sessions import close_every_way_in
from workflows.transitions import transition


def reset_factors(session: Session, *, user_id: int, actor: User, now: datetime) -> User:
    """Every way in is closed; the password alone is enough until a new factor is set up."""
    user: User = transition(session, USER_FLOW, user_id, "reset_factors", actor=actor, now=now)
    for table in (Authenticator, RecoveryCode, Passkey):
        session.execute(delete(table).where(table.user_id == user_id))
    close_every_way_in(session, user=user, actor=actor, now=now)
    mark_factors(session, user_id=user_id, what="reset", actor=actor, now=now)
    return user
