"""Keeping `users.has_second_factor` true, writing it down and telling the owner, in the caller's transaction."""

from datetime import datetime

from sqlalchemy import exists, or_, select, update
from sqlalchemy.orm import Session

from app.models.accounts.mfa import Authenticator, Passkey
from app.models.accounts.user import User
from workflows.authentication.mfa.events import FactorChanged
from workflows.outbox_events import emit
from workflows.transitions import note


def mark_factors(session: Session, *, user_id: int, what: str, actor: User | None, now: datetime) -> None:
    session.flush()
    confirmed = exists().where(Authenticator.user_id == user_id, Authenticator.confirmed_at.is_not(None))
    keys = exists().where(Passkey.user_id == user_id)
    has_one = session.scalar(select(or_(confirmed, keys)))
    marked = update(User).where(User.id == user_id).values(has_second_factor=has_one).returning(User.email)
    email = session.execute(marked, execution_options={"synchronize_session": False}).scalar_one()
    note(session, "users", user_id, "second_factor", actor=actor, now=now, what=what)
    emit(session, FactorChanged(user_id=user_id, email=email, what=what), now=now)
