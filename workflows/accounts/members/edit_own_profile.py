"""What people say about themselves."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.models.accounts.user import User
from workflows.accounts.members.rules import clean_own_username
from workflows.accounts.users import edit_profile
from workflows.exp import hide_from_leaderboard, is_hidden, is_named, show_real_name


def edit_own_profile(
    session: Session,
    *,
    user: User,
    name: str,
    username: str,
    locale: str,
    hidden: bool,
    now: datetime,
    named: bool = False,
) -> User:
    """Names, language, and whether and how they stand on the leaderboard. Raises Invalid."""
    wanted = username.strip().lower()
    if wanted != user.username:
        wanted = clean_own_username(session, wanted, besides=user.id)
    own = edit_profile(session, user=user, name=name, username=wanted, locale=locale, now=now)
    if hidden != is_hidden(session, user_id=user.id):
        hide_from_leaderboard(session, user_id=user.id, hidden=hidden)
    if named != is_named(session, user_id=user.id):
        show_real_name(session, user_id=user.id, named=named)
    return own
