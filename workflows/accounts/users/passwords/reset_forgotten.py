"""Set a new password in place of a forgotten one."""

from datetime import datetime

from sqlalchemy import update
from sqlalchemy.orm import Session

from app.core.errors import NotAvailable
from app.core.i18n import N_
from app.models.accounts.sessions import PasswordReset
from app.models.accounts.user import User
from workflows.accounts.users.passwords.find_reset import good_reset
from workflows.accounts.users.passwords.set_password import set_password
from workflows.authentication.sessions import PasswordChanged
from workflows.outbox_events import emit
from workflows.transitions import note

GONE = N_("Tautan atau kode ini sudah dipakai atau kedaluwarsa. Minta yang baru.")


def reset_forgotten(session: Session, *, token: str, fresh: str, now: datetime, close_all: bool = False) -> User:
    """Set the new password, end every log-in, tell the owner; `close_all` as in change_password.

    Raises NotAvailable for a link that is no good.
    """
    used = update(PasswordReset).where(*good_reset(token, now)).values(used_at=now).returning(PasswordReset.user_id)
    user_id = session.execute(used.execution_options(synchronize_session=False)).scalar_one_or_none()
    user = session.get(User, user_id, with_for_update=True, populate_existing=True) if user_id else None
    if user is None or not user.is_active:
        raise NotAvailable(GONE)
    set_password(session, user, fresh, now=now, close_all=close_all)
    note(session, User.__tablename__, user.id, "password_reset", actor=user, now=now)
    emit(session, PasswordChanged(user_id=user.id, email=user.email, by_reset=True), now=now)
    return user
