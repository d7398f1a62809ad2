"""Leave columns out of one's own list."""

from collections.abc import Collection

from sqlalchemy.orm import Session

from app.models.accounts.user import User
from workflows.accounts.users.store_look import store_choices

MOST_COLUMNS = 40


def hide_columns(session: Session, *, user_id: int, endpoint: str, hidden: Collection[str]) -> None:
    """`endpoint`: the list's; these are left out from now on, and no others."""
    store_choices(session, user_id, {f"hidden:{endpoint}": sorted(hidden)[:MOST_COLUMNS]})


def hidden_columns(user: User, endpoint: str) -> frozenset[str]:
    return frozenset(user.screen.get(f"hidden:{endpoint}", ()))
