"""What people say about themselves."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.models.accounts.user import User
from workflows.accounts.members.rules import clean_own_username
from workflows.accounts.users import edit_profile
from workflows.exp import hide_from_leaderboard, is_hidden


def edit_own_profile(
    session: Session, *, user: User, name: str, username: str, locale: str, hidden: bool, now: datetime
) -> User:
    """Names, language, and whether they stand on the leaderboard. Raises Invalid."""
    wanted = username.strip().lower()
    if wanted != user.username:
        wanted = clean_own_username(session, wanted, besides=user.id)
    own = edit_profile(session, user=user, name=name, username=wanted, locale=locale, now=now)
    if hidden != is_hidden(session, user_id=user.id):
        hide_from_leaderboard(session, user_id=user.id, hidden=hidden)
    return own
