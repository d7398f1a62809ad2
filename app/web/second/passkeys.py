"""Passkeys: made and removed under “Akun”; at log-in they replace password and code."""

from typing import Any

from flask import current_app, flash, jsonify, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from app.core.clock import utc_now
from app.core.db import db, transaction
from app.core.errors import DomainError, Invalid
from app.core.i18n import gettext
from app.http.auth.access import may_enter, public
from app.http.auth.home_page import home_of
from app.http.auth.passkeys import (
    NOT_PROVED,
    challenge_in,
    login_options,
    read_login,
    read_new_key,
    registration_options,
)
from app.http.auth.reauthentication import require_reauthentication
from app.http.forms.submission import submit
from app.http.security.rate_limits import limit_codes, limit_offers
from app.http.security.safe_redirects import own_path
from app.models.accounts.mfa import ChallengeUse
from app.models.accounts.user import EVERYONE, User
from app.web.login.steps import finish_login
from app.web.second.pages import blueprint
from app.web.second.step import forget_half
from workflows.authentication.mfa import (
    find_passkey,
    keep_passkey,
    list_passkeys,
    make_challenge,
    remove_passkey,
    take_challenge,
    use_passkey,
)


@blueprint.post("/account/passkeys/options")
@may_enter(*EVERYONE)
@require_reauthentication
def register_options() -> ResponseReturnValue:
    with transaction() as session:
        challenge = make_challenge(session, use=ChallengeUse.REGISTER, user_id=current_user.id, now=utc_now())
    known = list_passkeys(db.session(), user_id=current_user.id)
    return jsonify(registration_options(_me(), challenge, known))


@blueprint.post("/account/passkeys")
@may_enter(*EVERYONE)
def register() -> ResponseReturnValue:
    """JSON {name, credential}; answers {to, codes} or {message}. `codes`: recovery codes, with the first key."""
    sent = _sent()
    answer, now = sent.get("credential"), utc_now()
    challenge = challenge_in(answer)
    try:
        with transaction() as session:
            if not take_challenge(
                session, challenge=challenge, use=ChallengeUse.REGISTER, user_id=current_user.id, now=now
            ):
                raise Invalid(NOT_PROVED)
            made = read_new_key(answer, challenge)
            codes = keep_passkey(
                session,
                user=_me(),
                credential_id=made.credential_id,
                public_key=made.public_key,
                sign_count=made.sign_count,
                name=str(sent.get("name") or "").replace("\x00", ""),
                key=current_app.config["SETTINGS"].secret_key,
                now=now,
            )
    except DomainError as refusal:
        return jsonify(message=str(refusal)), 422
    flash(gettext("Passkey tersimpan."), "success")
    return jsonify(to=url_for("second.factors"), codes=codes)


@blueprint.post("/account/passkeys/<int:passkey_id>/remove")
@may_enter(*EVERYONE)
@require_reauthentication
def remove(passkey_id: int) -> ResponseReturnValue:
    def work(session: Any) -> dict[str, Any]:
        remove_passkey(session, user=_me(), passkey_id=passkey_id, now=utc_now())
        return {}

    submit(work)
    flash(gettext("Passkey dihapus."), "success")
    return redirect(url_for("second.factors"), 303)


@blueprint.post("/login/passkey/options")
@limit_offers
@public()
def offer() -> ResponseReturnValue:
    """The same for everybody: it says nothing of who is known here."""
    with transaction() as session:
        challenge = make_challenge(session, use=ChallengeUse.LOG_IN, user_id=None, now=utc_now())
    return jsonify(login_options(challenge))


@blueprint.post("/login/passkey")
@limit_codes
@public("a passkey's signature")
def log_in() -> ResponseReturnValue:
    """JSON {credential, next}; answers {to} or {message}."""
    sent = _sent()
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


def _sent() -> dict[str, Any]:
    """The body as an object; empty for any other JSON and for none, however deep."""
    try:
        body = request.get_json(silent=True)
    except RecursionError:
        body = None
    return body if isinstance(body, dict) else {}


def _me() -> Any:
    return current_user._get_current_object()  # noqa: SLF001
