"""Clerk's users are logged in here by being logged in there: its cookie is a signed token valid for a minute."""

from flask import current_app, jsonify, request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from app.core.clock import utc_now
from app.core.db import unit_of_work
from app.core.errors import DomainError
from app.core.i18n import gettext
from app.http.auth.access import public
from app.http.auth.home_page import home_of
from app.http.auth.sessions import start_session
from app.http.security.rate_limits import limit_codes
from app.models.accounts.user import Role, User
from app.web.login.steps import finish_login
from app.web.sso.blueprint import blueprint
from integrations.clerk.session import ClerkSessions
from workflows.authentication.sso import Person, recognise

COOKIE = "__session"
PAGES = {"bugs", "feedback", "portal", "session"}  # where a member may arrive


@blueprint.post("/login/clerk")
@limit_codes
@public("Clerk's signed session token")
def log_in() -> ResponseReturnValue:
    """The token as `Authorization: Bearer` or in Clerk's cookie; answers {to} or {message}."""
    kind, _, bearer = request.headers.get("Authorization", "").partition(" ")
    user = _member(bearer if kind == "Bearer" else request.cookies.get(COOKIE, ""))
    if user is None:
        return jsonify(message=gettext("Sesi Clerk tidak sah atau sudah berakhir. Masuk lagi di sana.")), 422
    finish_login(user, how="clerk")
    return jsonify(to=home_of(user) if current_user.is_authenticated else "/login/second")


@blueprint.before_app_request
def arrive() -> None:
    """A member who comes with Clerk's cookie is let in without typing anything; staff log in by the form."""
    if not current_app.config["SETTINGS"].clerk_issuer or request.method != "GET" or request.blueprint not in PAGES:
        return
    if COOKIE not in request.cookies or current_user.is_authenticated:
        return
    user = _member(request.cookies[COOKIE])
    if user is not None and user.role == Role.MEMBER and not user.has_second_factor:
        start_session(user, how="clerk")


def _member(token: str) -> User | None:
    settings = current_app.config["SETTINGS"]
    if not settings.clerk_issuer or not token:
        return None
    found = _sessions().read(token)
    if found is None:
        return None
    person = Person(settings.clerk_issuer.rstrip("/"), found.subject)
    try:
        user = unit_of_work(lambda session: recognise(session, person=person, now=utc_now(), needs_email=False))
    except DomainError:
        return None
    return user if user.is_active else None


def _sessions() -> ClerkSessions:
    """One for the process: it keeps Clerk's keys."""
    if "clerk" not in current_app.extensions:
        settings = current_app.config["SETTINGS"]
        parties = [party.strip() for party in settings.clerk_authorized_parties.split(",") if party.strip()]
        current_app.extensions["clerk"] = ClerkSessions(settings.clerk_issuer, parties, settings.clerk_jwks_url or "")
    known: ClerkSessions = current_app.extensions["clerk"]
    return known
