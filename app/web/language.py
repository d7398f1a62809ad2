"""The language switch."""

from urllib.parse import urlsplit

from flask import Blueprint, redirect, request
from flask.typing import ResponseReturnValue

from app.gate.entry import public
from app.gate.language import COOKIE, LANGUAGES

blueprint = Blueprint("language", __name__)


@blueprint.post("/language")
@public()
def switch() -> ResponseReturnValue:
    """Remember the choice in a cookie and go back to where the person was."""
    chosen = request.form.get("lang", "")
    back = urlsplit(request.referrer or "/")
    path = (
        back.path
        if back.netloc in {"", request.host} and back.path.startswith("/") and not back.path.startswith("//")
        else "/"
    )
    answer = redirect(path + (f"?{back.query}" if back.query else ""))
    if chosen in LANGUAGES:
        answer.set_cookie(COOKIE, chosen, max_age=365 * 86400, samesite="Lax", secure=request.is_secure, httponly=True)
    return answer
