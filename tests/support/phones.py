"""Many logged-in technicians at once: their cookies are signed as the application would, without 200 password checks."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import requests
from flask import Flask
from flask.sessions import SecureCookieSessionInterface
from itsdangerous import URLSafeTimedSerializer

from app.http.auth.sessions import CSRF, form_seed
from app.models.accounts.user import User
from tests.support.logins import COOKIE, open_login
from tests.support.programs.live import Site
from tests.support.settings import environment_for_tests


@dataclass(frozen=True)
class Phone:
    """What a technician's browser has after logging in: the session cookie and a page's form token."""

    url: str
    cookie: str  # the whole header
    token: str

    def press(self, path: str, key: str | None = None, **fields: Any) -> requests.Response:
        """Send one form on a connection of its own, as a script of the page would."""
        return requests.post(
            f"{self.url}{path}",
            data={"csrf_token": self.token, "idempotency_key": key or uuid.uuid4().hex, **fields},
            headers={"Accept": "application/json", "Cookie": self.cookie},
            timeout=60,
            allow_redirects=False,
        )


def phone_of(user: User, site: Site) -> Phone:
    return phones_of([user], site)[0]


def phones_of(people: Iterable[User], site: Site) -> list[Phone]:
    with site.session() as session:
        logins = [open_login(session, person) for person in people]
    return [_phone(site.url, token, login_id) for token, login_id in logins]


def _phone(url: str, token: str, login_id: int) -> Phone:
    flask_app = Flask("phones")
    flask_app.secret_key = environment_for_tests()["SECRET_KEY"]
    seed = form_seed(flask_app.secret_key, login_id)
    signer = SecureCookieSessionInterface().get_signing_serializer(flask_app)
    assert signer is not None
    cookie = f"{COOKIE}={token}; sigap={signer.dumps({CSRF: seed})}"
    return Phone(url, cookie, URLSafeTimedSerializer(flask_app.secret_key, salt="wtf-csrf-token").dumps(seed))
