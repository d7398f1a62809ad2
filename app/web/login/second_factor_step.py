"""Between password and session: who has a second factor is asked for it."""

import hmac
from datetime import timedelta
from typing import Any

from flask import current_app, redirect, session, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from app.core.clock import utc_now
from app.models.accounts.user import User

HALF = "half_in"  # in the signed cookie: who has shown the first factor, for a few minutes
LASTS = timedelta(minutes=10)


def ask_second_factor(user: User, how: str, then: str | None) -> ResponseReturnValue | None:
    """A passkey is two factors by itself: the device, and the finger or PIN that unlocked it."""
    if how == "passkey" or not user.has_second_factor:
        return None
    session[HALF] = {
        "user": user.id,
        "then": then,
        "until": (utc_now() + LASTS).timestamp(),
        "of": _password_mark(user),
    }
    return redirect(url_for("second_factor.ask"), 303)


def half_in(db_session: Session) -> tuple[User, str | None] | None:
    """Who has shown the first factor, and where they wanted to go."""
    half: dict[str, Any] = session.get(HALF) or {}
    if not half or utc_now().timestamp() > half["until"]:
        return None
    user = db_session.get(User, half["user"])
    if user is None or not user.is_active or not hmac.compare_digest(half["of"], _password_mark(user)):
        return None
    return user, half["then"]


def forget_half() -> None:
    session.pop(HALF, None)


def _password_mark(user: User) -> str:
    """A password that was changed meanwhile opens nothing."""
    key = str(current_app.secret_key).encode()
    return hmac.new(key, f"half in {user.id} {user.password_hash}".encode(), "sha256").hexdigest()[:24]
