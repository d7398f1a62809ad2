"""A person's own change of password."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.errors import Invalid
from app.core.i18n import N_
from app.models.accounts.user import User
from workflows.accounts.users.passwords.password_hash import matches
from workflows.accounts.users.passwords.set_password import set_password
from workflows.authentication.sessions import PasswordChanged
from workflows.outbox_events import emit
from workflows.transitions import note


def change_password(
    session: Session,
    *,
    user_id: int,
    current: str,
    fresh: str,
    now: datetime,
    session_id: int | None = None,
    close_all: bool = False,
) -> User:
    """The person's own change: ends every session but `session_id`, the one it is made in.

    `close_all`: API tokens, pushes and the proof of the Telegram chat end as well.
    """
    user = session.scalars(select(User).where(User.id == user_id).with_for_update()).one()
    if not matches(current, user.password_hash):
        raise Invalid(N_("Kata sandi sekarang salah."), field="current")
    if current == fresh:
        raise Invalid(N_("Kata sandi baru harus berbeda dari yang lama."), field="fresh")
    set_password(session, user, fresh, now=now, spared_session=session_id, close_all=close_all)
    note(session, User.__tablename__, user.id, "password_changed", actor=user, now=now)
    emit(session, PasswordChanged(user_id=user.id, email=user.email), now=now)
    return user
