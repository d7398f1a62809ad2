"""Logging in without the form, for tests whose subject is something else."""

from datetime import UTC, datetime, timedelta

from flask.testing import FlaskClient
from sqlalchemy.orm import Session, object_session

from app.core.db import transaction
from app.core.identifiers import new_secret, sha256
from app.http.auth.sessions import CSRF, form_seed
from app.models.accounts.sessions import LoginWay, UserSession
from app.models.accounts.user import User

COOKIE = "sigap_login"  # __Host-sigap_login where the site is reached by https
LASTS = timedelta(hours=12)


def log_in(client: FlaskClient, user: User) -> str:
    """The browser as it is after a login; the user's row must be flushed. Returns the cookie's value."""
    known = object_session(user)
    if known is not None:
        token, login_id = open_login(known, user)
        known.commit()
    else:
        with client.application.app_context(), transaction() as session:
            token, login_id = open_login(session, user)
    client.set_cookie(COOKIE, token)
    with client.session_transaction() as cookie:
        cookie.clear()
        cookie[CSRF] = form_seed(str(client.application.secret_key), login_id)
    return token


def open_login(session: Session, user: User) -> tuple[str, int]:
    """A log-in in the database: what its cookie holds, and its id."""
    token = new_secret()
    now = datetime.now(UTC)
    moments = {"created_at": now, "last_seen_at": now, "fresh_at": now, "expires_at": now + LASTS}
    begun = UserSession(user_id=user.id, token_sha256=sha256(token), how=LoginWay.PASSWORD, **moments)
    session.add(begun)
    session.flush()
    return token, begun.id
