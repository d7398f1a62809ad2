"""Many logged-in technicians at once: their cookies are signed as the application would, without 200 password checks."""

import hashlib
import uuid
from dataclasses import dataclass
from typing import Any

import requests
from flask import Flask
from flask.sessions import SecureCookieSessionInterface
from itsdangerous import URLSafeTimedSerializer

from app.models.user import User
from tests.support.settings import environment_for_tests


@dataclass(frozen=True)
class Phone:
    """What a technician's browser has after logging in: the session cookie and a page's form token."""

    url: str
    cookie: str
    token: str

    def press(self, path: str, key: str | None = None, **fields: Any) -> requests.Response:
        """Send one form on a connection of its own, as a script of the page would."""
        return requests.post(
            f"{self.url}{path}",
            data={"csrf_token": self.token, "idempotency_key": key or uuid.uuid4().hex, **fields},
            headers={"Accept": "application/json", "Cookie": f"sigap={self.cookie}"},
            timeout=60,
            allow_redirects=False,
        )


def phone_of(user: User, url: str) -> Phone:
    secret = environment_for_tests()["SECRET_KEY"]
    house = Flask("phones")
    house.secret_key = secret
    raw = hashlib.sha1(uuid.uuid4().bytes).hexdigest()
    signer = SecureCookieSessionInterface().get_signing_serializer(house)
    assert signer is not None
    cookie = signer.dumps({"_user_id": user.get_id(), "_fresh": True, "csrf_token": raw})
    return Phone(url, str(cookie), URLSafeTimedSerializer(secret, salt="wtf-csrf-token").dumps(raw))
