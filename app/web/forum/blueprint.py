"""The blueprint of the forum, and who its reader is."""

from flask import Blueprint, Response, request
from flask_login import current_user

from app.models.accounts.user import User

blueprint = Blueprint("forum_pages", __name__, url_prefix="/forum")

POSTED_IN_AN_HOUR = 20  # by one account
CACHED_SECONDS = 60


def reader() -> User | None:
    return current_user._get_current_object() if current_user.is_authenticated else None  # noqa: SLF001


@blueprint.after_request
def keep_a_minute(answer: Response) -> Response:
    """A visitor's own browser keeps a page for a minute; nothing is shared, as the language is a cookie."""
    if request.method == "GET" and answer.status_code == 200 and reader() is None:  # noqa: PLR2004
        answer.headers["Cache-Control"] = f"private, max-age={CACHED_SECONDS}"
        answer.add_etag()
        answer.make_conditional(request)
    return answer
