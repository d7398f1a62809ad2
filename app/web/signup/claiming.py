"""A customer claims the account that is theirs: number, code from WhatsApp, name and password."""

from datetime import timedelta
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask import session as cookie
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from app.core.clock import utc_now
from app.core.db import db
from app.core.errors import DomainError
from app.core.i18n import gettext, language
from app.core.identifiers import new_token
from app.http.auth.access import public
from app.http.auth.home_page import home_of
from app.http.auth.signed_in import find_signed_in_user
from app.http.forms.base import place_refusal
from app.http.forms.honeypot import opened_stamp, renew_stamp, suspicion
from app.http.forms.submission import submission_scope, submit
from app.http.pages.code_way import code_way
from app.models.accounts.user import Role, User
from app.web.login.steps import finish_login
from app.web.signup.blueprint import blueprint, limit_codes, limit_tries, send_home
from app.web.signup.forms import AskCodeForm, CodeForm, OpenAccountForm
from workflows.accounts.members import ask_claim_code, find_proved_claim, link_customer, open_account, prove_claim

SENT_TWICE = timedelta(minutes=2)  # of one button, over a bad line
TICKET, NEXT = "claim", "next_claim"  # in the browser's cookie: the claim it made, and the one it is about to make


def _is_kept_out() -> bool:
    """The company's own people, and members who are a customer already."""
    person = find_signed_in_user()
    return person is not None and (person.role != Role.MEMBER or person.customer_id is not None)


@blueprint.get("/claim")
@public()
def claim() -> ResponseReturnValue:
    if _is_kept_out():
        return send_home()
    submission_scope()
    cookie[NEXT] = new_token()  # made before it is sent: two clicks at once carry the same one
    return _ask(AskCodeForm(formdata=None), opened_stamp(utc_now()))


@blueprint.post("/claim")
@limit_codes
@public()
def ask() -> ResponseReturnValue:
    """The next page is the same for a number nobody has."""
    if _is_kept_out():
        return send_home()
    sent, now = AskCodeForm(), utc_now()
    doubt = suspicion(request.form, now)
    if not sent.validate() or doubt is not None:
        if doubt is not None:
            sent.form_errors.append(str(doubt))
        return _ask(sent, renew_stamp(request.form, now)), 422
    ticket = cookie.get(NEXT) or new_token()

    def work(session: Session) -> None:
        ask_claim_code(session, asked=sent.asked.data or "", ticket=ticket, user=find_signed_in_user(), now=now)

    try:
        submit(work)
    except DomainError as refusal:
        place_refusal(refusal, sent)
        return _ask(sent, renew_stamp(request.form, now)), refusal.status
    cookie[TICKET] = ticket
    return redirect(url_for(".code"), 303)


@blueprint.route("/claim/code", methods=["GET", "POST"])
@limit_tries
@public(keyed_by="the ticket in this browser's cookie")
def code() -> ResponseReturnValue:
    ticket = cookie.get(TICKET)
    if ticket is None or _is_kept_out():
        return redirect(url_for(".claim"))
    sent = CodeForm()
    if sent.validate_on_submit():
        try:
            left = submit(lambda session: _try(session, ticket, sent.code.data or ""))["left"]
        except DomainError as refusal:
            sent.form_errors.append(str(refusal))
        else:
            if left is None:
                return _go_on(ticket)
            sent.code.errors = [_wrong(left)]
    way = code_way(db.session(), "member.code_asked")
    return render_template("signup/code.html", form=sent, way=way), 200 if request.method == "GET" else 422


def _try(session: Session, ticket: str, typed: str) -> dict[str, Any]:
    """A member who is logged in is linked at once; an anonymous visitor goes on to choose a name and a password."""
    now, person = utc_now(), find_signed_in_user()
    left = prove_claim(session, ticket=ticket, code=typed, now=now)
    if left is None and person is not None:
        link_customer(session, ticket=ticket, user=person, now=now)
    return {"left": left}


def _go_on(ticket: str) -> ResponseReturnValue:
    person = find_signed_in_user()
    if person is None:
        cookie[TICKET] = ticket
        return redirect(url_for(".account"), 303)
    cookie.pop(TICKET, None)
    flash(gettext("Data pelanggan Anda sudah tertaut. Kunjungan dan invoice ada di beranda."), "success")
    return redirect(home_of(person), 303)


def _wrong(left: int) -> str:
    if left == 0:
        return gettext("Kode salah lima kali. Minta kode baru.")
    return gettext("Kode salah atau sudah kedaluwarsa. Sisa %(left)d kali mencoba.", left=left)


@blueprint.route("/claim/account", methods=["GET", "POST"])
@limit_tries
@public(keyed_by="the proved ticket in this browser's cookie")
def account() -> ResponseReturnValue:
    if find_signed_in_user() is not None:
        return send_home()
    ticket = cookie.get(TICKET)
    proved = find_proved_claim(db.session(), ticket=ticket, now=utc_now()) if ticket else None
    if ticket is None or (proved is None and request.method == "GET"):
        return redirect(url_for(".claim"))
    name = proved.customer.name if proved and proved.customer else ""
    sent = OpenAccountForm(name=name)
    if sent.validate_on_submit():
        try:
            member = db.session.get_one(User, submit(lambda session: _open(session, ticket, sent))["user"])
        except DomainError as refusal:
            place_refusal(refusal, sent)
        else:
            if utc_now() - member.created_at > SENT_TWICE:  # a copy of the form that was sent: it grants no access
                return redirect(url_for("session.login"), 303)
            answer = finish_login(member, how="sign-up")
            flash(gettext("Selamat datang! Kunjungan dan invoice Anda ada di sini."), "success")
            return answer
    return render_template("signup/account.html", form=sent), 200 if request.method == "GET" else 422


def _open(session: Session, ticket: str, sent: OpenAccountForm) -> dict[str, Any]:
    given = {name: sent[name].data or "" for name in ("name", "password", "username", "email")}
    return {"user": open_account(session, ticket=ticket, **given, locale=language(), now=utc_now()).id}


def _ask(sent: AskCodeForm, stamp: str) -> str:
    return render_template("signup/claim.html", form=sent, stamp=stamp)
