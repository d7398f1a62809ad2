"""One subscriber on this machine, and an application that may call it."""

from collections.abc import Generator
from typing import Any

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from app.jobs.outbox.relay import fan_out_and_send
from app.models.messaging.webhooks import WebhookEndpoint
from tests.factories import NOW, make_admin
from tests.standins.subscriber import SubscriberStandIn
from workflows.webhooks import make_endpoint, secret_of


@pytest.fixture
def subscriber() -> Generator[SubscriberStandIn]:
    with SubscriberStandIn() as standin:
        yield standin
        assert not standin.violations


@pytest.fixture
def hooked(app_with: Any) -> Flask:
    app: Flask = app_with(webhook_loopback=True)
    return app


@pytest.fixture
def endpoint(hooked: Flask, session: Session, subscriber: SubscriberStandIn) -> WebhookEndpoint:
    made = make_endpoint(
        session,
        name="Gudang",
        url=f"{subscriber.url}/kejadian",
        facts=["visit.opened", "visit.cancelled"],
        loopback=True,
        actor=make_admin(session),
        now=NOW,
    )
    subscriber.secret = secret_of(hooked.config["SETTINGS"].secret_key, endpoint_id=made.id, version=1)
    session.commit()
    return made


def relay(app: Flask, session: Session) -> None:
    session.commit()
    with app.app_context():
        fan_out_and_send()
    session.expire_all()
