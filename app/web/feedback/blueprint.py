"""The blueprint its pages hang on, and who is asking."""

from flask import Blueprint
from flask_login import current_user

from app.http.security.rate_limits import FEEDBACK_AN_HOUR
from app.models.accounts.user import User

blueprint = Blueprint("feedback", __name__, url_prefix="/feedback")

SENT_IN_AN_HOUR = FEEDBACK_AN_HOUR
ADDED_IN_AN_HOUR = 60
LOOKED_IN_AN_HOUR = 60  # by number and code
TYPED_IN_AN_HOUR = 1200  # pauses in typing a subject


def me() -> User | None:
    return current_user._get_current_object() if current_user.is_authenticated else None  # noqa: SLF001
