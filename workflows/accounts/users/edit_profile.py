"""A person's own change of name, username and language."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.models.accounts.user import User
from workflows.accounts.users.rules import clean_name, get_person


def edit_profile(
    session: Session, *, user: User, name: str, locale: str, now: datetime, username: str | None = None
) -> User:
    """The person's own change: the names they go by and the language they read. `username` as already judged."""
    own = get_person(session, user.id, actor=None)
    own.name = clean_name(name)
    own.username = username or own.username
    own.locale = locale
    own.updated_at = now
    session.flush()
    return own
