"""The language switch."""

from flask import Blueprint, redirect, request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from app.core.db import transaction
from app.http.auth.access import public
from app.http.pages.language import COOKIE, LANGUAGES
from app.http.security.safe_redirects import own_referrer
from workflows.accounts.users import store_look

blueprint = Blueprint("language", __name__)


@blueprint.post("/language")
@public()
def switch() -> ResponseReturnValue:
    """Remember the choice in a cookie, and with the account of whoever is logged in, and go back."""
    chosen = request.form.get("lang", "")
    answer = redirect(own_referrer() or "/")
    if chosen in LANGUAGES:
        _remember(chosen)
        answer.set_cookie(COOKIE, chosen, max_age=365 * 86400, samesite="Lax", secure=request.is_secure, httponly=True)
    return answer


def _remember(chosen: str) -> None:
    if not current_user.is_authenticated:
        return
    user_id = current_user.id
    with transaction() as session:
        store_look(session, user_id=user_id, look={"language": chosen})
