"""How somebody likes their pages: kept with their account, so that it follows them to another machine."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from sqlalchemy import cast, update
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Session

from app.models.accounts.user import User

LOOKS: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "theme": frozenset({"light", "dark"}),
        "contrast": frozenset({"more"}),
        "density": frozenset({"compact"}),
        "keys": frozenset({"off"}),
        "language": frozenset({"id", "en"}),
        "chat_sound": frozenset({"on"}),
    }
)
"""What may be chosen; an empty text is the plain look."""


def store_look(session: Session, *, user_id: int, look: Mapping[str, str]) -> None:
    """What is named replaces what was kept; a value that nobody offers is the plain look."""
    kept = {name: look[name] if look[name] in offered else "" for name, offered in LOOKS.items() if name in look}
    store_choices(session, user_id, kept)


def store_choices(session: Session, user_id: int, kept: dict[str, Any]) -> None:
    """One statement, so that two tabs lose nothing; no change of the person's record."""
    merged = User.screen.op("||")(cast(kept, JSONB))
    session.execute(
        update(User).where(User.id == user_id).values(screen=merged, updated_at=User.updated_at),
        execution_options={"synchronize_session": False},
    )
