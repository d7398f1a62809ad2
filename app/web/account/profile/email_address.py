"""A new e-mail address, and the link that proves it."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from sqlalchemy.orm import Session

from app.core.clock import utc_now
from app.core.db import db
from app.core.errors import DomainError
from app.core.i18n import gettext
from app.http.auth.access import may_enter, public
from app.http.auth.reauthentication import is_own_password
from app.http.auth.signed_in import signed_in_user
from app.http.forms.base import BaseForm, place_refusal
from app.http.forms.submission import submit
from app.http.pages.code_way import mail_leaves
from app.http.security.rate_limits import limit_failed_logins
from app.models.accounts.user import EVERYONE
from app.web.account.profile.blueprint import EmailForm, blueprint, page
from workflows.accounts.members import ask_email_change, confirm_email_change, get_email_change, withdraw_email_change


@blueprint.post("/email")
@limit_failed_logins
@may_enter(*EVERYONE)
def ask_email() -> ResponseReturnValue:
    """The answer is the same for an address somebody else has."""
    form, person = EmailForm(), signed_in_user()

    def work(session: Session) -> None:
        ask_email_change(session, user=person, email=form.email.data or "", now=utc_now())

    if form.validate() and not is_own_password(form.password.data or ""):
        form.password.errors = [*form.password.errors, gettext("Kata sandi sekarang salah.")]
    elif not form.errors:
        try:
            submit(work)
        except DomainError as refusal:
            place_refusal(refusal, form)
        else:
            sent = gettext("Kami mengirim tautan ke alamat baru. Alamat itu berlaku setelah tautannya dibuka.")
            stuck = gettext("E-mail sedang tidak dapat kami kirim, jadi alamat baru belum dapat dikonfirmasi.")
            flash(sent, "success") if mail_leaves() else flash(stuck, "warning")
            return redirect(url_for(".show"), 303)
    return page(email_form=form), 422


@blueprint.post("/email/withdraw")
@may_enter(*EVERYONE)
def withdraw_email() -> ResponseReturnValue:
    person = signed_in_user()
    submit(lambda session: withdraw_email_change(session, user_id=person.id, now=utc_now()))
    flash(gettext("Penggantian e-mail dibatalkan."), "success")
    return redirect(url_for(".show"), 303)


@blueprint.route("/email/<token>", methods=["GET", "POST"])
@public(keyed_by="token")
def confirm_email(token: str) -> ResponseReturnValue:
    """A page with a button: mail programs open links by themselves."""
    change = get_email_change(db.session(), token=token, now=utc_now())
    form = BaseForm()
    if form.validate_on_submit():
        try:
            submit(lambda session: {"id": confirm_email_change(session, token=token, now=utc_now()).id})
        except DomainError as refusal:
            form.form_errors.append(str(refusal))
        else:
            flash(gettext("E-mail baru Anda sudah dikonfirmasi."), "success")
            return redirect(url_for(".show" if current_user.is_authenticated else "session.login"), 303)
    answer = render_template("account/profile/email.html", form=form, change=change)
    return answer, 200 if request.method == "GET" else 422
