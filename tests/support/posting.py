"""Sending a form as a page would, without fetching the page first."""

import secrets
from typing import Any

from flask.testing import FlaskClient
from itsdangerous import URLSafeTimedSerializer
from werkzeug.test import TestResponse


def post(client: FlaskClient, path: str, fields: dict[str, Any] | None = None, **more: Any) -> TestResponse:
    """POST with a valid CSRF token and, unless given, a fresh idempotency key."""
    with client.session_transaction() as cookie:
        raw = cookie.setdefault("csrf_token", secrets.token_hex(20))
    token = URLSafeTimedSerializer(client.application.secret_key, salt="wtf-csrf-token").dumps(raw)
    form = {"csrf_token": token, "idempotency_key": secrets.token_hex(16), **(fields or {})}
    return client.post(path, data=form, **more)
