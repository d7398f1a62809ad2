"""There and back: the provider's page, and what it says of who came."""

from typing import Any

import structlog
from flask import current_app, flash, redirect, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from requests import RequestException

from app.core.clock import utc_now
from app.core.db import unit_of_work
from app.core.errors import DomainError
from app.core.i18n import gettext
from app.http.auth.access import public
from app.http.auth.oidc import offered, person_of, provider
from app.http.auth.signed_in import signed_in_user
from app.http.security.rate_limits import limit_codes
from app.http.security.safe_redirects import own_path
from app.web.login.steps import finish_login
from app.web.sso.blueprint import blueprint
from workflows.authentication.sso import Person, link_identity, recognise

LINKING, GOING_TO = "linking", "going_to"
log = structlog.get_logger()


@blueprint.post("/login/oidc")
@limit_codes
@public()
def begin() -> ResponseReturnValue:
    session[GOING_TO] = own_path(request.form.get("next", ""))
    session.pop(LINKING, None)
    return to_provider()


@blueprint.get("/login/oidc/callback")
@limit_codes
@public("state, nonce and PKCE of the log-in that began here")
def callback() -> ResponseReturnValue:
    person = _who_came()
    linking, then = session.pop(LINKING, None), session.pop(GOING_TO, None)
    if person is None:
        return _back(gettext("Masuk lewat penyedia luar tidak berhasil. Coba sekali lagi."), linking)
    try:
        if linking is not None:
            return _link(person, linking)
        user = unit_of_work(lambda db_session: recognise(db_session, person=person, now=utc_now()))
    except DomainError as refusal:
        return _back(str(refusal), linking)
    if not user.is_active:
        return _back(gettext("Akun ini dinonaktifkan. Hubungi admin."), linking)
    return finish_login(user, how="oidc", then=then)


def to_provider() -> ResponseReturnValue:
    """Back to our own page with a sentence when the provider cannot be reached."""
    if not offered():
        flash(gettext("Masuk lewat penyedia luar belum diatur."), "warning")
        return redirect(url_for("session.login"), 303)
    base = current_app.config["SETTINGS"].public_url.rstrip("/")
    try:
        answer: ResponseReturnValue = provider().authorize_redirect(f"{base}/login/oidc/callback")
    except (RequestException, ValueError) as problem:
        log.warning("oidc.unreachable", error=type(problem).__name__)
        return _back(gettext("Penyedia tidak dapat dihubungi. Coba lagi sebentar, atau pakai kata sandi."), None)
    return answer


def _who_came() -> Person | None:
    """None for a forged, replayed or refused answer: Authlib checks state, nonce, signature, issuer and times."""
    if not offered():
        return None
    try:
        claims: dict[str, Any] = provider().authorize_access_token()["userinfo"]
        return person_of(claims)
    except Exception as problem:  # noqa: BLE001  Authlib, joserfc and requests raise what they like
        log.warning("oidc.refused", error=type(problem).__name__)
        return None


def _link(person: Person, linking: int) -> ResponseReturnValue:
    if not current_user.is_authenticated or current_user.id != linking:
        return _back(gettext("Masuk dulu, lalu tautkan lagi."), None)
    me = signed_in_user()
    unit_of_work(lambda db_session: link_identity(db_session, user=me, person=person, now=utc_now()).id)
    flash(gettext("Identitas tertaut. Mulai sekarang Anda bisa masuk dengannya."), "success")
    return redirect(url_for("account.identities"), 303)


def _back(sentence: str, linking: int | None) -> ResponseReturnValue:
    flash(sentence, "error")
    return redirect(url_for("account.identities" if linking is not None else "session.login"), 303)
