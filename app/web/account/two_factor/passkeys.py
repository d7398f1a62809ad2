"""Passkeys, made and removed under “Akun”."""

from typing import Any

from flask import flash, jsonify, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from app.core.clock import utc_now
from app.core.db import db, transaction
from app.core.errors import DomainError, Invalid
from app.core.i18n import gettext
from app.http.auth.access import may_enter
from app.http.auth.passkeys import (
    NOT_PROVED,
    challenge_in,
    read_new_key,
    registration_options,
)
from app.http.auth.reauthentication import require_reauthentication
from app.http.auth.sessions import current_login
from app.http.auth.signed_in import signed_in_user
from app.http.forms.json_body import sent_object
from app.http.forms.submission import submit
from app.http.security.secret_keys import derivation_key
from app.models.accounts.mfa import ChallengeUse
from app.models.accounts.user import EVERYONE
from app.web.account.two_factor.blueprint import blueprint
from workflows.authentication.mfa import (
    list_passkeys,
    make_challenge,
    remove_passkey,
    store_passkey,
    take_challenge,
)


@blueprint.post("/passkeys/options")
@may_enter(*EVERYONE)
@require_reauthentication
def register_options() -> ResponseReturnValue:
    with transaction() as session:
        challenge = make_challenge(session, use=ChallengeUse.REGISTER, user_id=current_user.id, now=utc_now())
    known = list_passkeys(db.session(), user_id=current_user.id)
    return jsonify(registration_options(signed_in_user(), challenge, known))


@blueprint.post("/passkeys")
@may_enter(*EVERYONE)
def register() -> ResponseReturnValue:
    """JSON {name, credential}; answers {to, codes} or {message}. `codes`: recovery codes, with the first key."""
    sent = sent_object()
    answer, now = sent.get("credential"), utc_now()
    challenge = challenge_in(answer)
    try:
        with transaction() as session:
            if not take_challenge(
                session, challenge=challenge, use=ChallengeUse.REGISTER, user_id=current_user.id, now=now
            ):
                raise Invalid(NOT_PROVED)
            made = read_new_key(answer, challenge)
            codes = store_passkey(
                session,
                user=signed_in_user(),
                credential_id=made.credential_id,
                public_key=made.public_key,
                sign_count=made.sign_count,
                name=str(sent.get("name") or "").replace("\x00", ""),
                key=derivation_key(),
                now=now,
            )
    except DomainError as refusal:
        return jsonify(message=str(refusal)), 422
    flash(gettext("Passkey tersimpan."), "success")
    return jsonify(to=url_for(".factors"), codes=codes)


@blueprint.post("/passkeys/<int:passkey_id>/remove")
@may_enter(*EVERYONE)
@require_reauthentication
def remove(passkey_id: int) -> ResponseReturnValue:
    this = current_login()
    kept = this.id if this else None

    def work(session: Any) -> dict[str, Any]:
        remove_passkey(session, user=signed_in_user(), passkey_id=passkey_id, now=utc_now(), spared_session=kept)
        return {}

    submit(work)
    flash(gettext("Passkey dihapus."), "success")
    return redirect(url_for(".factors"), 303)
