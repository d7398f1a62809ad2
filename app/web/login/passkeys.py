"""Logging in with a passkey, which replaces password and code."""

from typing import Any

from flask import current_app, jsonify
from flask.typing import ResponseReturnValue

from app.core.clock import utc_now
from app.core.db import transaction
from app.core.errors import DomainError
from app.core.i18n import gettext
from app.http.auth.access import public
from app.http.auth.home_page import home_of
from app.http.auth.passkeys import (
    NOT_PROVED,
    challenge_in,
    login_options,
    read_login,
)
from app.http.forms.json_body import sent_object
from app.http.security.rate_limits import limit_codes, limit_offers
from app.http.security.safe_redirects import own_path
from app.models.accounts.mfa import ChallengeUse
from app.models.accounts.user import User
from app.web.login.pages import blueprint
from app.web.login.second_factor_step import forget_half
from app.web.login.steps import finish_login
from workflows.authentication.mfa import (
    find_passkey,
    make_challenge,
    take_challenge,
    use_passkey,
)


@blueprint.post("/login/passkey/options")
@limit_offers
@public()
def offer_passkey() -> ResponseReturnValue:
    """The same for everybody: it says nothing of who is known here."""
    with transaction() as session:
        challenge = make_challenge(session, use=ChallengeUse.LOG_IN, user_id=None, now=utc_now())
    return jsonify(login_options(challenge))


@blueprint.post("/login/passkey")
@limit_codes
@public("a passkey's signature")
def log_in_with_passkey() -> ResponseReturnValue:
    """JSON {credential, next}; answers {to} or {message}."""
    sent = sent_object()
    user = _proved(sent.get("credential"))
    if user is None:
        return jsonify(message=str(gettext(str(NOT_PROVED)))), 422
    forget_half()
    finish_login(user, how="passkey")
    return jsonify(to=own_path(str(sent.get("next") or "")) or home_of(user))


def _proved(answer: Any) -> User | None:
    challenge, now = challenge_in(answer), utc_now()
    credential_id = str(answer.get("id", ""))[:1400] if isinstance(answer, dict) else ""
    try:
        with transaction() as session:
            taken = take_challenge(session, challenge=challenge, use=ChallengeUse.LOG_IN, user_id=None, now=now)
            passkey = find_passkey(session, credential_id=credential_id.replace("\x00", "")) if taken else None
            if passkey is None or not passkey.user.is_active:
                return None
            if not use_passkey(session, passkey=passkey, sign_count=read_login(answer, challenge, passkey), now=now):
                current_app.logger.warning("passkey.counter_did_not_rise")
                return None
            return passkey.user
    except DomainError:
        return None
