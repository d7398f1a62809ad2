"""Sign up by e-mail: the form, the e-mail, the link in it."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask import session as cookie
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from app.core.clock import utc_now
from app.core.db import db
from app.core.errors import DomainError
from app.core.i18n import gettext, language
from app.http.auth.access import public
from app.http.auth.signed_in import find_signed_in_user
from app.http.forms.base import place_refusal
from app.http.forms.honeypot import opened_stamp, renew_stamp, suspicion
from app.http.forms.submission import submission_scope, submit
from app.http.pages.code_way import mail_leaves
from app.models.accounts.user import User
from app.web.login.steps import finish_login
from app.web.signup.blueprint import blueprint, limit_signups, limit_tries, send_home
from app.web.signup.forms import ConfirmForm, OneButtonForm, SignupForm
from workflows.accounts.members import confirm_sign_up, find_signup, resend_confirmation, sign_up

WAITING = "signup"  # in the browser's cookie: the sign-up that was made here


@blueprint.get("")
@public()
def form() -> ResponseReturnValue:
    if find_signed_in_user() is not None:
        return send_home()
    submission_scope()  # two clicks at once are one browser's from the start
    return _form(SignupForm(formdata=None), opened_stamp(utc_now()))


@blueprint.post("")
@limit_signups
@public()
def send() -> ResponseReturnValue:
    """Whatever we know of the address, the next page is the same."""
    if find_signed_in_user() is not None:
        return send_home()
    sent, now = SignupForm(), utc_now()
    doubt = suspicion(request.form, now)
    if not sent.validate() or doubt is not None:
        if doubt is not None:
            sent.form_errors.append(str(doubt))
        return _form(sent, renew_stamp(request.form, now)), 422

    def work(session: Session) -> dict[str, Any]:
        given = {name: sent[name].data or "" for name in ("name", "email", "password", "username")}
        return {"signup": sign_up(session, **given, locale=language(), now=now).id}

    try:
        cookie[WAITING] = submit(work)["signup"]
    except DomainError as refusal:
        place_refusal(refusal, sent)
        return _form(sent, renew_stamp(request.form, now)), 422
    return redirect(url_for(".sent"), 303)


@blueprint.get("/sent")
@public()
def sent() -> ResponseReturnValue:
    return render_template("signup/sent.html", waiting=WAITING in cookie, by_mail=mail_leaves())


@blueprint.post("/resend")
@limit_signups
@public(keyed_by="the sign-up in this browser's signed cookie")
def resend() -> ResponseReturnValue:
    signup_id = cookie.get(WAITING, 0)

    def work(session: Session) -> dict[str, Any]:
        return {"signup": resend_confirmation(session, signup_id=signup_id, now=utc_now()).id}

    try:
        submit(work)
        if mail_leaves():  # else the page says that none can be sent
            flash(gettext("E-mail dikirim ulang. Tautan yang lama tidak berlaku lagi."), "success")
    except DomainError as refusal:
        flash(str(refusal), "warning")
    return redirect(url_for(".sent"), 303)


@blueprint.route("/confirm/<token>", methods=["GET", "POST"])
@limit_tries
@public(keyed_by="token")
def confirm(token: str) -> ResponseReturnValue:
    """A page with a button: mail programs open links by themselves."""
    found = find_signup(db.session(), token=token, now=utc_now())
    is_here = cookie.get(WAITING) == found.id
    asked = OneButtonForm() if is_here else ConfirmForm()

    def work(session: Session) -> dict[str, Any]:
        password = None if is_here else asked["password"].data
        member = confirm_sign_up(session, token=token, now=utc_now(), password=password, same_browser=is_here)
        return {"user": member.id}

    if asked.validate_on_submit():
        try:
            member = db.session.get_one(User, submit(work)["user"])
        except DomainError as refusal:
            place_refusal(refusal, asked)
        else:
            answer = finish_login(member, how="sign-up")
            flash(gettext("Selamat datang! E-mail Anda sudah dikonfirmasi."), "success")
            return answer
    page = render_template("signup/confirm.html", form=asked, signup=found, is_here=is_here)
    return page, 200 if request.method == "GET" else 422


def _form(sent: SignupForm, stamp: str) -> str:
    return render_template("signup/form.html", form=sent, stamp=stamp)
