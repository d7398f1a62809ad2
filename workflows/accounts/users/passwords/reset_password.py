"""Give a person a new initial password."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.core.errors import NotAllowed
from app.core.i18n import N_
from app.models.accounts.user import User
from app.models.accounts.user_flow import USER_FLOW
from workflows.accounts.users.passwords.password_hash import hash_password
from workflows.accounts.users.passwords.password_rules import initial_password, require_good
from workflows.accounts.users.rules import get_person
from workflows.authentication.sessions import PasswordChanged, close_every_way_in
from workflows.outbox_events import emit
from workflows.transitions import transition


def reset_password(session: Session, *, user_id: int, actor: User, now: datetime, password: str) -> User:
    """Closes every way in and ends the waiting time after wrong passwords; to be changed at the next login."""
    user = get_person(session, user_id, actor=actor)
    if user.is_service:
        raise NotAllowed(N_("Akun layanan tidak mempunyai kata sandi."))
    require_good(password, user, session=session)
    user = transition(
        session,
        USER_FLOW,
        user_id,
        "reset_password",
        actor=actor,
        now=now,
        **initial_password(now),
        failed_logins=0,
        locked_until=None,
    )
    user.password_hash = hash_password(password)  # by the ORM: the audit log hides what it writes
    session.flush()
    close_every_way_in(session, user=user, actor=actor, now=now)
    emit(session, PasswordChanged(user_id=user_id, email=user.email, by_desk=True), now=now)
    return user
