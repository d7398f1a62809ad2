"""The first page, logging in and out, the initial password, and proving again who one is."""

from flask import Blueprint, current_app, flash, redirect, render_template, request, url_for
from flask import session as cookie
from flask.typing import ResponseReturnValue
from flask_login import current_user

from app.core.clock import utc_now
from app.core.db import transaction
from app.core.errors import DomainError
from app.core.i18n import gettext
from app.http.auth.access import may_enter, public
from app.http.auth.home_page import home_of
from app.http.auth.reauthentication import is_own_password
from app.http.auth.sessions import current_login, end_current_session, renew_session
from app.http.security.rate_limits import limit_failed_logins
from app.http.security.safe_redirects import own_path
from app.models.accounts.user import EVERYONE
from app.web.login.forms import ChangePasswordForm, LoginForm
from app.web.login.steps import finish_login
from workflows.accounts.users import InitialPasswordOver, NotConfirmed, check_login
from workflows.accounts.users import change_password as change

UNSENT_WORK = "sigap_waiting"  # the cookie by which the technicians' pages say that something waits in the browser

blueprint = Blueprint("session", __name__)


@blueprint.get("/")
@public()
def start_page() -> ResponseReturnValue:
    """The bare address: everybody begins where their day begins, anonymous visitors with the login."""
    return redirect(home_of(current_user) if current_user.is_authenticated else url_for("session.login"))


@blueprint.route("/login", methods=["GET", "POST"])
@limit_failed_logins
@public()
def login() -> ResponseReturnValue:
    if current_user.is_authenticated:
        return redirect(home_of(current_user))
    form = LoginForm()
    if form.validate_on_submit():
        try:
            with transaction() as db_session:
                user = check_login(
                    db_session,
                    name=form.name.data,
                    password=form.password.data,
                    now=utc_now(),
                    tries=current_app.config["SETTINGS"].login_tries,
                )
        except NotConfirmed as refusal:
            cookie["signup"] = refusal.signup_id
            flash(str(refusal), "warning")
            return redirect(url_for("signup.sent"))
        except InitialPasswordOver as refusal:
            form.form_errors.append(str(refusal))
            return render_template("login/login.html", form=form), refusal.status
        if user is not None:
            return finish_login(user, how="password", then=own_path(request.args.get("next", "")))
        form.form_errors.append(
            gettext("Nama pengguna atau kata sandi salah. Setelah beberapa kali salah, akun menunggu 15 menit.")
        )
    return render_template("login/login.html", form=form), 200 if request.method == "GET" else 422


@blueprint.post("/logout")
@may_enter(*EVERYONE)
def logout() -> ResponseReturnValue:
    end_current_session()
    flash(gettext("Anda sudah keluar."), "info")
    answer = redirect(url_for("session.login"))
    if UNSENT_WORK not in request.cookies:  # of whomever: a phone may be shared
        answer.headers["Clear-Site-Data"] = '"storage"'  # pages and photos kept on the phone, its push worker
    return answer


@blueprint.route("/password", methods=["GET", "POST"])
@may_enter(*EVERYONE)
def change_password() -> ResponseReturnValue:
    form, this = ChangePasswordForm(), current_login()
    if form.validate_on_submit() and _is_proved(form):
        try:
            with transaction() as db_session:
                user = change(
                    db_session,
                    user_id=current_user.id,
                    current=form.current.data,
                    fresh=form.fresh.data,
                    now=utc_now(),
                    session_id=this.id if this else None,
                    close_all=form.close_all.data,
                )
        except DomainError as refusal:
            form.form_errors.append(str(refusal))
        else:
            renew_session()
            flash(gettext("Kata sandi sudah diganti. Perangkat lain harus masuk lagi."), "success")
            return redirect(home_of(user))
    return render_template("login/password.html", form=form), 200 if request.method == "GET" else 422


def _is_proved(form: ChangePasswordForm) -> bool:
    """Counted like guesses at log-in: an open session is no place to find out its password."""
    right = is_own_password(form.current.data or "")
    if not right:
        form.current.errors = [*form.current.errors, gettext("Kata sandi sekarang salah.")]
    return right
