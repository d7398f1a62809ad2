"""Sending a form as a page would, without fetching the page first."""

import secrets
from typing import Any

from flask.testing import FlaskClient
from itsdangerous import URLSafeTimedSerializer
from werkzeug.test import TestResponse

from tests.support.people import as_drawn
from tests.support.walking.html import parse


def post(client: FlaskClient, path: str, fields: dict[str, Any] | None = None, **more: Any) -> TestResponse:
    """POST with a valid CSRF token and, unless given, a fresh idempotency key."""
    with client.session_transaction() as cookie:
        raw = cookie.setdefault("csrf_token", secrets.token_hex(20))
    token = URLSafeTimedSerializer(client.application.secret_key, salt="wtf-csrf-token").dumps(raw)
    form = {"csrf_token": token, "idempotency_key": secrets.token_hex(16), **(fields or {})}
    return client.post(path, data=form, **more)


def step_on(client: FlaskClient, details: str, name: str) -> tuple[str, dict[str, Any]]:
    """Where the button of the record's page leads, and what it sends."""
    page = parse(client.get(details).text)
    for form in page.iter("form"):
        if f"/{name}" in (form.get("action") or ""):
            return form.get("action"), as_drawn(form)
    href = next(one.get("href") for one in page.iter("a") if one.get("data-move") == name)
    form = next(one for one in parse(client.get(href).text).iter("form") if one.get("data-move") == name)
    return form.get("action"), as_drawn(form)


def decide(client: FlaskClient, details: str, name: str, fields: dict[str, Any] | None = None) -> TestResponse:
    """Take a step that is bound to what the record's page shows, by the button on that page."""
    address, sent = step_on(client, details, name)
    return client.post(address, data=sent | (fields or {}))
