"""“Lupa kata sandi”: a link by e-mail or a code by WhatsApp. Nothing here tells whether an account exists."""

from flask import flash, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from app.core.clock import utc_now
from app.core.db import db, transaction
from app.core.errors import DomainError, Invalid
from app.core.i18n import gettext
from app.core.identifiers import new_secret
from app.http.auth.access import public
from app.http.forms.submission import submit
from app.http.pages.code_way import code_way
from app.http.security.rate_limits import limit_codes, limit_forgotten
from app.http.security.secret_keys import derivation_key
from app.web.login.forms import CodeForm, ForgotForm, NewPasswordForm
from app.web.login.pages import blueprint
from workflows.accounts.users import GONE, ask_reset, check_code, find_reset, reset_forgotten

BROWSER = "asked_by"  # a secret of this browser: a code is good in the browser that asked for it


@blueprint.route("/forgot", methods=["GET", "POST"])
@limit_forgotten
@public()
def forgot() -> ResponseReturnValue:
    form = ForgotForm()
    if not form.validate_on_submit():
        return render_template("login/forgot.html", form=form), 200 if request.method == "GET" else 422
    session[BROWSER] = session.get(BROWSER) or new_secret()
    name, browser = form.name.data or "", session[BROWSER]

    def work(db_session: Session) -> None:
        ask_reset(db_session, name=name, browser=browser, key=_key(), now=utc_now())

    try:
        submit(work)
    except DomainError as refusal:
        form.form_errors.append(str(refusal))
        return render_template("login/forgot.html", form=form), 422
    return redirect(url_for("session.forgot_code"), 303)


@blueprint.route("/forgot/code", methods=["GET", "POST"])
@limit_codes
@public()
def forgot_code() -> ResponseReturnValue:
    """The same page for a link that was sent and for nobody at all; a code can be typed here."""
    form = CodeForm()
    if form.validate_on_submit():
        browser, code = session.get(BROWSER, ""), "".join(form.code.data.split())
        with transaction() as db_session:
            token = check_code(db_session, browser=browser, code=code, key=_key(), now=utc_now())
        if token is not None:
            return redirect(url_for("session.reset", token=token), 303)
        form.form_errors.append(gettext("Kode salah atau sudah tidak berlaku. Minta kode baru kalau perlu."))
    way = code_way(db.session(), "account.reset_asked")
    return render_template("login/forgot_code.html", form=form, way=way), 200 if request.method == "GET" else 422


@blueprint.route("/reset/<token>", methods=["GET", "POST"])
@limit_codes
@public("the link's own token")
def reset(token: str) -> ResponseReturnValue:
    now, form = utc_now(), NewPasswordForm()
    if find_reset(db.session(), token=token, now=now) is None:
        return render_template("login/reset_gone.html", sentence=GONE), 404 if request.method == "GET" else 422
    if form.validate_on_submit():
        try:
            with transaction() as db_session:
                reset_forgotten(db_session, token=token, fresh=form.fresh.data, now=now, close_all=form.close_all.data)
        except Invalid as refusal:
            form.fresh.errors = [*form.fresh.errors, str(refusal)]
        except DomainError as refusal:
            form.form_errors.append(str(refusal))
        else:
            session.pop(BROWSER, None)
            flash(gettext("Kata sandi sudah diganti. Silakan masuk dengan yang baru."), "success")
            return redirect(url_for("session.login"), 303)
    return render_template("login/reset.html", form=form), 200 if request.method == "GET" else 422


def _key() -> str:
    return derivation_key()
