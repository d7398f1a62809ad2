"""Under “Akun”: the authenticator app and its recovery codes."""

from typing import Any

from flask import current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from pyotp import TOTP
from sqlalchemy.orm import Session
from wtforms import StringField
from wtforms.validators import InputRequired, Length

from app.core.clock import utc_now
from app.core.db import db
from app.core.errors import DomainError
from app.core.i18n import N_, gettext
from app.http.auth.access import may_enter
from app.http.auth.account_sections import AccountSection, add_account_section
from app.http.auth.passkeys import passkeys_offered
from app.http.auth.reauthentication import require_reauthentication
from app.http.auth.sessions import is_fresh
from app.http.auth.signed_in import signed_in_user
from app.http.forms.base import BaseForm
from app.http.forms.submission import submit
from app.http.security.secret_keys import derivation_key
from app.models.accounts.user import EVERYONE
from app.presenters.qr import qr_svg
from app.web.account.two_factor.blueprint import blueprint
from workflows.authentication.mfa import (
    confirm_authenticator,
    count_recovery_codes,
    enrol_authenticator,
    find_authenticator,
    list_passkeys,
    remove_authenticator,
    renew_recovery_codes,
    totp_secret,
)


class ConfirmForm(BaseForm):
    code = StringField(
        N_("Kode yang tampil di aplikasi"),
        validators=[InputRequired(), Length(max=10)],
        render_kw={"autocomplete": "one-time-code", "inputmode": "numeric"},
    )


@blueprint.get("/two-factor")
@may_enter(*EVERYONE)
def factors() -> ResponseReturnValue:
    known = find_authenticator(db.session(), user_id=current_user.id, now=utc_now())
    return render_template(
        "account/two_factor/factors.html",
        authenticator=known if known is not None and known.confirmed_at else None,
        codes_left=count_recovery_codes(db.session(), user_id=current_user.id),
        passkeys=list_passkeys(db.session(), user_id=current_user.id),
        offered=passkeys_offered(),
        required=is_required(),
    )


@blueprint.post("/two-factor/begin")
@may_enter(*EVERYONE)
@require_reauthentication
def begin() -> ResponseReturnValue:
    try:
        submit(lambda session: {"id": enrol_authenticator(session, user=signed_in_user(), now=utc_now()).id})
    except DomainError as refusal:
        flash(str(refusal), "error")
        return redirect(url_for(".factors"), 303)
    return redirect(url_for(".set_up"), 303)


@blueprint.route("/two-factor/app", methods=["GET", "POST"])
@may_enter(*EVERYONE)
@require_reauthentication
def set_up() -> ResponseReturnValue:
    """The QR code to scan, and the form for its first code; then the recovery codes, once."""
    begun = find_authenticator(db.session(), user_id=current_user.id, now=utc_now())
    if begun is None or begun.confirmed_at is not None or not is_fresh():
        return redirect(url_for(".factors"), 303)  # the secret is shown to whoever began just now
    form, secret = ConfirmForm(), totp_secret(_key(), begun.nonce)
    if form.validate_on_submit():
        shown: list[str] = []
        try:
            submit(lambda session: _confirm(session, form.code.data or "", shown))
        except DomainError as refusal:
            form.code.errors = [*form.code.errors, str(refusal)]
        else:
            return render_template("account/two_factor/codes.html", codes=shown)
    address = TOTP(secret).provisioning_uri(name=current_user.username, issuer_name="Sigap")
    picture = qr_svg(address)
    page = render_template("account/two_factor/set_up.html", form=form, picture=picture, secret=secret)
    return page, 200 if request.method == "GET" else 422


@blueprint.post("/two-factor/codes")
@may_enter(*EVERYONE)
@require_reauthentication
def new_codes() -> ResponseReturnValue:
    if not current_user.has_second_factor:
        return redirect(url_for(".factors"), 303)
    shown: list[str] = []

    def work(session: Session) -> dict[str, Any]:
        shown[:] = renew_recovery_codes(session, user=signed_in_user(), key=_key(), now=utc_now())
        return {}

    submit(work)
    return render_template("account/two_factor/codes.html", codes=shown)


@blueprint.post("/two-factor/off")
@may_enter(*EVERYONE)
@require_reauthentication
def turn_off() -> ResponseReturnValue:
    def work(session: Session) -> dict[str, Any]:
        remove_authenticator(session, user=signed_in_user(), now=utc_now())
        return {}

    submit(work)
    flash(gettext("Aplikasi autentikator dilepas."), "success")
    return redirect(url_for(".factors"), 303)


add_account_section(
    AccountSection(
        N_("Verifikasi dua langkah"),
        "two_factor.factors",
        N_("Atur langkah kedua"),
        icon="shield",
        says=lambda user: (
            N_("Aktif. Kata sandi yang bocor saja tidak cukup untuk masuk.")
            if user.has_second_factor
            else N_("Belum aktif. Pasang aplikasi autentikator atau passkey.")
        ),
        order=10,
    )
)


def is_required() -> bool:
    """Must this person have a second factor, by their role."""
    return current_user.role in current_app.config["SETTINGS"].roles_with_two_factors


def _confirm(session: Session, code: str, shown: list[str]) -> dict[str, Any]:
    """The codes go to the page alone: an answer that is kept for a second click would keep them too."""
    shown[:] = confirm_authenticator(session, user=signed_in_user(), code=code, key=_key(), now=utc_now())
    return {}


def _key() -> str:
    key: str = derivation_key()
    return key
