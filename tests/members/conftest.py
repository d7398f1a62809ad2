"""What the tests of members share: forms filled in by a person who takes their time, and the messages they lead to."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from app.core.clock import utc_now
from app.core.crypto.derived_secrets import MARK, derived
from app.http.forms.honeypot import opened_stamp
from app.jobs.outbox.fan_out import fan_out_due
from app.models.messaging.outbox import Delivery
from tests.support.people import submit
from tests.support.settings import SECRET

GOOD = "jalan pagi ke pasar"
PERSON = {"name": "Wati Susanti", "email": "wati@contoh.id", "password": GOOD, "repeat": GOOD}


@pytest.fixture
def slowly(app: Flask) -> Callable[..., TestResponse]:
    """`slowly(client, path, **fields)`: send the form as somebody who opened it a minute ago."""

    def send(client: FlaskClient, path: str, *, to: str = "", **fields: Any) -> TestResponse:
        with app.test_request_context():
            stamp = opened_stamp(utc_now() - timedelta(minutes=1))
        return submit(client, path, to=to, opened=stamp, **fields)

    return send


@pytest.fixture
def deliveries(app: Flask, session: Session) -> Callable[[], list[Delivery]]:
    """Write every letter that is due; return all there are, oldest first."""

    def written() -> list[Delivery]:
        session.commit()
        with app.app_context():
            fan_out_due()
        session.expire_all()
        return list(session.scalars(select(Delivery).order_by(Delivery.id)))

    return written


def words_sent(delivery: Delivery) -> str:
    """What the recipient reads: the secret is derived as the message leaves."""
    sealed = delivery.payload.get("sealed")
    return delivery.body.replace(MARK, derived(SECRET, sealed)) if sealed else delivery.body


def link_in(delivery: Delivery) -> str:
    """The path of our page that a letter leads to."""
    return re.search(r"https?://[^/\s]+(/\S+)", words_sent(delivery)).group(1)  # type: ignore[union-attr]


def token_in(delivery: Delivery) -> str:
    return link_in(delivery).rsplit("/", 1)[1]


def code_in(delivery: Delivery) -> str:
    return re.search(r"\*(\d{6})\*", words_sent(delivery)).group(1)  # type: ignore[union-attr]
