"""The blueprint of the forum."""

from flask import Blueprint, Response, request

from app.http.auth.signed_in import find_signed_in_user

blueprint = Blueprint("forum_pages", __name__, url_prefix="/forum")

CACHED_SECONDS = 60


@blueprint.after_request
def keep_a_minute(answer: Response) -> Response:
    """A visitor's own browser keeps a page for a minute; nothing is shared, as the language is a cookie."""
    if request.method == "GET" and answer.status_code == 200 and find_signed_in_user() is None:  # noqa: PLR2004
        answer.headers["Cache-Control"] = f"private, max-age={CACHED_SECONDS}"
        answer.make_conditional(request)
    return answer
