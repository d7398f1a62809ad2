"""Being logged in: the browser holds a random id, the table `user_sessions` holds everything else.

Every way of logging in ends in `start_session`. Nothing is bound to an address: phones change networks.
"""

import hmac
from datetime import timedelta
from typing import Any

from flask import Flask, Response, current_app, g, request
from flask import session as cookie
from sqlalchemy.orm import Session

from app.core.clock import utc_now
from app.core.db import db, transaction
from app.core.identifiers import new_secret
from app.http.auth.user_agents import address_prefix, device_words
from app.http.security.secret_keys import signing_keys
from app.models.accounts.sessions import LoginWay
from app.models.accounts.user import User
from app.models.support.settings.state_names import store_words
from workflows.authentication import sessions
from workflows.authentication.sessions import Login

CSRF = "csrf_token"  # Flask-WTF's name for it in its cookie
BOUND = "bound"  # the forms of this cookie belong to a log-in
UNSEEN = {"feedback"}  # a moment noted here would tell who sent what came in without a name at that moment
DEVICE_DAYS = 400  # as long as browsers keep any cookie


def current_login() -> Login | None:
    """The log-in this request came with; None for anonymous visitors and for machines."""
    return g.get("login")


def read_login() -> User | None:
    """Who the request's cookie belongs to; remembers the log-in for this request."""
    if request.endpoint == "static":
        return None
    token, now = request.cookies.get(cookie_name()), utc_now()
    found = sessions.find_login(db.session(), token=token, now=now, idle_since=now - idle_limit()) if token else None
    if found is None:
        if cookie.pop(BOUND, False):
            cookie.pop(CSRF, None)  # form tokens end with their session
        return None
    user, g.login, company = found
    g.company_name, g.company_zone, g.has_announcements = company.name, company.zone, company.has_announcements
    store_words(company.state_words)
    if request.blueprint not in UNSEEN and now - g.login.last_seen_at > sessions.SEEN_EVERY:
        with transaction() as session:
            sessions.touch_session(session, session_id=g.login.id, now=now)
    _bind_forms(g.login.id)
    return user


def start_session(user: User, *, how: str) -> None:
    """Log this person in, in this browser: a new id, whatever cookie was sent. Call it outside a transaction."""
    settings, token, now = current_app.config["SETTINGS"], new_secret(), utc_now()
    device_key = request.cookies.get(device_cookie_name()) or new_secret()
    former = current_login()
    with transaction() as session:
        if former is not None:
            sessions.end_session(session, session_id=former.id, user_id=_former_user_id(), now=now)
        begun = sessions.start_session(
            session,
            user=user,
            token=token,
            how=LoginWay(how.upper().replace("-", "_")),
            now=now,
            lasts=timedelta(hours=settings.session_hours),
            device=device_words(request.headers.get("User-Agent", "")),
            device_key=device_key,
            address=address_prefix(request.remote_addr),
        )
    cookie.clear()  # an old form, an old answer, a planted cookie: worth nothing from here on
    _bind_forms(begun.id)
    g.login = Login(begun.id, begun.how, now, now, now, begun.expires_at)
    g.login_cookie, g.device_cookie = token, device_key
    _be(user)


def renew_session() -> None:
    """Who is logged in has just proved it again: a new id for the same log-in, and money may move for a while."""
    login, token, now = current_login(), new_secret(), utc_now()
    if login is None:
        return
    with transaction() as session:
        sessions.renew_session(session, session_id=login.id, token=token, now=now)
    g.login = Login(login.id, login.how, login.started_at, now, now, login.expires_at)
    g.login_cookie = token


def end_current_session() -> None:
    """Log out: on the server, so that a copied cookie no longer works, and in this browser."""
    login = current_login()
    if login is not None:
        with transaction() as session:
            sessions.end_session(session, session_id=login.id, user_id=_former_user_id(), now=utc_now())
    cookie.clear()
    g.login, g.login_cookie = None, ""
    _be(None)


def end_sessions(session: Session, user_id: int, *, except_id: int | None = None) -> int:
    """End all log-ins of a person in the caller's transaction, or all but one; how many those were."""
    return sessions.end_sessions(session, user_id=user_id, now=utc_now(), except_id=except_id)


def is_fresh() -> bool:
    """Has the person proved a short while ago who they are. Machines prove it with every request."""
    login = current_login()
    if login is None:
        return False
    return utc_now() - login.fresh_at < timedelta(minutes=current_app.config["SETTINGS"].fresh_login_minutes)


def idle_limit() -> timedelta:
    return timedelta(minutes=current_app.config["SETTINGS"].session_idle_minutes)


def cookie_name() -> str:
    return _named("sigap_login")


def device_cookie_name() -> str:
    return _named("sigap_device")


def form_seed(secret_key: str, login_id: int) -> str:
    """What the tokens of a log-in's forms are made from: nobody else's forms are taken, nor those of another log-in."""
    return hmac.new(secret_key.encode(), f"forms of log-in {login_id}".encode(), "sha256").hexdigest()


def init_sessions(app: Flask) -> None:
    @app.after_request
    def hand_out(response: Response) -> Response:
        if "login_cookie" in g:
            seconds = current_app.config["SETTINGS"].session_hours * 3600
            _set(response, cookie_name(), g.login_cookie, seconds)
        if "device_cookie" in g:
            _set(response, device_cookie_name(), g.device_cookie, DEVICE_DAYS * 86400)
        return response


def _set(response: Response, name: str, value: str, seconds: int) -> None:
    secure = current_app.config["SETTINGS"].is_https
    lasts = seconds if value else 0
    response.set_cookie(name, value, max_age=lasts, path="/", secure=secure, httponly=True, samesite="Lax")


def _named(name: str) -> str:
    return f"__Host-{name}" if current_app.config["SETTINGS"].is_https else name


def _bind_forms(login_id: int) -> None:
    seeds = [form_seed(key, login_id) for key in signing_keys()]
    if cookie.get(CSRF) not in seeds:
        cookie[CSRF], cookie[BOUND] = seeds[-1], True
        g.pop(CSRF, None)


def _former_user_id() -> int:
    known: Any = g.get("_login_user")
    return known.id if known is not None and known.is_authenticated else 0


def be_nobody() -> None:
    """For the rest of this request nobody is logged in, whatever its cookie says: who it is cannot be asked."""
    _be(None)


def _be(user: User | None) -> None:
    """Flask-Login's own way to change who a request belongs to."""
    current_app.login_manager._update_request_context_with_user(user)  # type: ignore[attr-defined]  # noqa: SLF001
