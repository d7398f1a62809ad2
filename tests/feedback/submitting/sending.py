"""Sending the form of Saran & Kritik as a patient person does."""

from datetime import timedelta
from typing import Any

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from app.core.clock import utc_now
from app.http.forms.honeypot import opened_stamp
from tests.support.walking.posting import post


def stamp(client: FlaskClient, seconds: float = 30) -> str:
    """A form opened so many seconds ago."""
    with client.application.app_context():
        return opened_stamp(utc_now() - timedelta(seconds=seconds))


def send(client: FlaskClient, **given: Any) -> TestResponse:
    """Fill in what a person must and send it."""
    fields = {
        "kind": "SUGGESTION",
        "category": "",
        "subject": "Tambah mode gelap",
        "body": "Mata lelah kalau malam.\n\nTerima kasih.",
        "homepage": "",
        "opened": stamp(client),
        **given,
    }
    sent = {name: value for name, value in fields.items() if value is not None}
    return post(client, "/feedback", sent, content_type="multipart/form-data")
