"""Transitions that move money ask for the password again; what was typed is kept in hidden fields of that page."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from flask import current_app, jsonify, render_template, request
from flask.typing import ResponseReturnValue
from flask_login import current_user
from wtforms import PasswordField
from wtforms.validators import InputRequired, Length

from app.core.clock import utc_now
from app.core.db import transaction
from app.core.i18n import N_, gettext
from app.http.auth.sessions import is_fresh, renew_session
from app.http.forms.base import BaseForm
from app.http.security.safe_redirects import own_path, own_referrer
from workflows.accounts.users import check_again

View = TypeVar("View", bound=Callable[..., Any])
FIELD, BACK = "proof_of_person", "asked_on"
NOT_CARRIED = {"csrf_token", FIELD, BACK}


class ReauthenticationForm(BaseForm):
    proof_of_person = PasswordField(
        N_("Kata sandi"), validators=[InputRequired(), Length(max=128)], render_kw={"autocomplete": "current-password"}
    )


def require_reauthentication(view: View) -> View:
    """Beneath `may_enter`: a POST to this route goes on only when the person proved a short while ago who they are."""

    @wraps(view)
    def guarded(*args: Any, **kwargs: Any) -> Any:
        asked = ask_reauthentication() if request.method == "POST" else None
        return asked if asked is not None else view(*args, **kwargs)

    return guarded  # type: ignore[return-value]


def ask_reauthentication() -> ResponseReturnValue | None:
    """None: go on. Otherwise the page that asks for the password and sends the same form to the same place."""
    if is_fresh():
        return None
    if request.accept_mimetypes.best_match(["text/html", "application/json"]) == "application/json":
        sentence = gettext("Masukkan kata sandi sekali lagi di halaman, lalu ulangi.")
        return jsonify(error="fresh_login", message=sentence), 401
    form = ReauthenticationForm()
    answered = FIELD in request.form
    if answered and form.validate():
        if is_own_password(form.proof_of_person.data or ""):
            renew_session()
            return None
        form.form_errors.append(gettext("Kata sandi salah, atau akun sedang menunggu setelah beberapa kali salah."))
    held = [(name, value) for name, value in request.form.items(multi=True) if name not in NOT_CARRIED]
    more = {"back": asked_on(), "back_field": BACK, "to": request.full_path.rstrip("?")}
    return render_template("login/fresh.html", form=form, held=held, **more), 422 if answered else 200


def asked_on() -> str:
    """The page whose button was pressed, for whoever does not go on; empty when it is not ours."""
    return own_path(request.form.get(BACK, "")) or own_referrer() or ""


def is_own_password(password: str) -> bool:
    """Whether it is that of the person who is logged in; a wrong one counts as it does at log-in."""
    tries = current_app.config["SETTINGS"].login_tries
    with transaction() as session:
        user = check_again(session, user_id=current_user.id, password=password, now=utc_now(), tries=tries)
    return user is not None
