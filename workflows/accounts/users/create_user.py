"""Create a user."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from app.core.errors import NotAllowed
from app.models.accounts.user import Role, User
from app.policies.people import can_make
from workflows.accounts.users.passwords.password_hash import hash_password
from workflows.accounts.users.passwords.password_rules import initial_password, require_good
from workflows.accounts.users.rules import clean_email, clean_name, clean_phone, clean_username, skills_of
from workflows.accounts.users.telegram.chat import claim_chat


def create_user(
    session: Session,
    *,
    name: str,
    username: str,
    role: Role,
    password: str,
    actor: User | None,
    now: datetime,
    email: str | None = None,
    phone_e164: str | None = None,
    home_area: str | None = None,
    skill_ids: Sequence[int] = (),
    telegram_chat_id: int | None = None,
    locale: str = "id",
) -> User:
    """A user with an initial password that must be changed at the first login. `phone_e164` as people write it.

    `actor` None: the command line, for the first admin of a fresh database.
    """
    if actor is not None and not can_make(actor, role):
        raise NotAllowed
    user = User(
        name=clean_name(name),
        username=clean_username(session, username),
        email=clean_email(session, email),
        phone_e164=clean_phone(session, phone_e164),
        role=role,
        locale=locale,
        home_area=(home_area or "").strip() or None,
        **initial_password(now),
        updated_at=now,
    )
    require_good(password, user, session=session)
    user.password_hash = hash_password(password)
    user.skills = skills_of(session, list(skill_ids))
    session.add(user)
    session.flush()
    claim_chat(session, user, telegram_chat_id, now=now)
    return user
