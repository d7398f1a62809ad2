"""The page of the log-in that asks for the second factor."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from wtforms import StringField
from wtforms.validators import InputRequired, Length

from app.core.clock import utc_now
from app.core.db import db, transaction
from app.core.i18n import N_, gettext
from app.http.auth.access import public
from app.http.auth.home_page import home_of
from app.http.auth.passkeys import passkeys_offered
from app.http.auth.sessions import start_session
from app.http.forms.base import BaseForm
from app.http.security.rate_limits import limit_codes
from app.http.security.secret_keys import derivation_key
from app.web.login.second_factor_step import forget_half, half_in
from workflows.authentication.mfa import check_code, list_factors

blueprint = Blueprint("second_factor", __name__)  # not the log-in's: Clerk looks for its session on each of those


class SecondForm(BaseForm):
    code = StringField(
        N_("Kode"),
        validators=[InputRequired(), Length(max=20)],
        description=N_("6 angka dari aplikasi autentikator, atau satu kode pemulihan."),
        render_kw={"autocomplete": "one-time-code", "autocapitalize": "none", "autofocus": True},
    )


@blueprint.route("/login/second", methods=["GET", "POST"])
@limit_codes
@public("the first factor, shown minutes ago")
def ask() -> ResponseReturnValue:
    found = half_in(db.session())
    if found is None:
        forget_half()
        return redirect(url_for("session.login"), 303)
    user, then = found
    form = SecondForm()
    if form.validate_on_submit():
        key = derivation_key()
        with transaction() as session:
            right = check_code(session, user=user, code=form.code.data or "", key=key, now=utc_now())
        if right:
            start_session(user, how="two_factor")
            return redirect(then or home_of(user), 303)
        form.form_errors.append(
            gettext("Kode salah, sudah dipakai, atau akun sedang menunggu setelah beberapa kali salah.")
        )
    status = 200 if request.method == "GET" else 422
    has_app, has_passkey = list_factors(db.session(), user_id=user.id)
    if not has_app:
        form.code.label.text = gettext("Kode pemulihan")
        form.code.description = gettext("Salah satu kode yang Anda simpan ketika passkey dibuat.")
    return render_template("login/second_factor.html", form=form, passkeys=has_passkey and passkeys_offered()), status
