"""Subscribers by webhook: the endpoint proves itself by a challenge, is told signed, and is forgotten when it is gone."""

from collections.abc import Generator

import pytest
from flask import Flask
from sqlalchemy import select

from app.http.security.secret_keys import derivation_key_of
from app.jobs.outbox.relay import fan_out_and_send
from app.models.messaging.outbox import Delivery
from app.models.status.subscriber import StatusSubscriber, SubscriberChannel
from tests.factories import NOW
from tests.standins.subscriber import SubscriberStandIn
from tests.status.test_subscriber_channels import publish, stamped, subscribers
from tests.support.walking.posting import post
from workflows.webhooks import secret_of_subscriber


@pytest.fixture
def hook() -> Generator[SubscriberStandIn]:
    with SubscriberStandIn() as standin:
        yield standin
        assert not standin.violations


def test_webhook_confirms_by_the_link_of_its_challenge_and_is_told_signed(
    app_with, session, rani, portal, hook: SubscriberStandIn
):
    app: Flask = app_with(webhook_loopback=True)
    client, url = app.test_client(), f"{hook.url}/kabar"

    def relay() -> None:
        with app.app_context():
            fan_out_and_send()

    session.commit()
    key = derivation_key_of(app)
    assert post(client, "/subscribe?by=webhook", stamped(app, url=url)).status_code == 303
    (one,) = subscribers(session)
    hook.secret = secret_of_subscriber(key, subscriber_id=one.id)
    relay()
    challenge = hook.received[-1]
    assert (challenge["type"], challenge["secret"]) == ("subscription.challenge", hook.secret)
    publish(session, rani)
    relay()
    assert len(hook.received) == 1, "unconfirmed: told nothing"
    path = challenge["confirm_url"].split("//", 1)[1].partition("/")[2]
    assert client.post(f"/{path}").status_code == 303, "a program has no form's token"
    incident = publish(session, rani, "Sudah pulih")
    relay()
    news = hook.received[-1]
    assert news["incident"]["incident_updates"][0]["body"] == "Sudah pulih (en)"
    assert news["incident"]["name"] == incident.title
    assert news["page"]["status_indicator"] == "minor"
    manage = news["meta"]["unsubscribe"].split("//", 1)[1].partition("/")[2]
    assert client.post(f"/{manage}").status_code == 200
    assert subscribers(session) == []


def test_secret_of_a_webhook_stands_in_no_message(app_with, session, rani, hook: SubscriberStandIn):
    app: Flask = app_with(webhook_loopback=True)
    session.commit()
    post(app.test_client(), "/subscribe?by=webhook", stamped(app, url=f"{hook.url}/kabar"))
    (one,) = subscribers(session)
    hook.secret = secret_of_subscriber(derivation_key_of(app), subscriber_id=one.id)
    with app.app_context():
        fan_out_and_send()
    kept = session.scalars(select(Delivery.body)).one()
    assert hook.secret not in kept
    assert hook.received[-1]["confirm_url"] not in kept


@pytest.mark.parametrize(
    "url", ["http://contoh.id/x", "https://10.0.0.7/x", "https://a:b@contoh.id/", "https://localhost/", "x"]
)
def test_webhooks_that_lead_inside_are_refused(app: Flask, client, session, rani, url: str):
    session.commit()
    assert post(client, "/subscribe?by=webhook", stamped(app, url=url)).status_code == 422
    assert subscribers(session) == []


def test_webhook_that_is_gone_is_forgotten(app_with, session, rani, portal, hook: SubscriberStandIn):
    app: Flask = app_with(webhook_loopback=True)
    session.add(
        StatusSubscriber(
            channel=SubscriberChannel.WEBHOOK, url=f"{hook.url}/kabar", confirmed_at=NOW, ask_date=NOW.date()
        )
    )
    publish(session, rani)
    hook.secret = secret_of_subscriber(derivation_key_of(app), subscriber_id=subscribers(session)[0].id)
    hook.behave(410, times=1)
    with app.app_context():
        fan_out_and_send()
    assert subscribers(session) == []
