"""Web push: agreed to in a browser, sealed for it, retried or ended as its push service says."""

from collections.abc import Callable, Generator
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app.core.clock import utc_now
from app.jobs.outbox.relay import fan_out_and_send
from app.models.accounts.user import User
from app.models.messaging.notification import Notification, PushSubscription
from app.models.messaging.outbox import Channel, Delivery, DeliveryStatus
from app.presenters.messaging.delivery_reasons import reason
from app.settings import BadSettings, read_settings
from integrations.webpush.client import LARGEST, written
from integrations.webpush.keys import is_key_pair, new_key_pair
from integrations.webpush.subscription import endpoint_is_known
from tests.factories import make_cs
from tests.notifications.conftest import want_person
from tests.standins import PushStandIn
from tests.standins.push import Browser
from tests.support.logins import log_in
from tests.support.walking.posting import post

PRIVATE, PUBLIC = new_key_pair()
SUBJECT = "mailto:admin@contoh.id"


@pytest.fixture
def service() -> Generator[PushStandIn]:
    with PushStandIn(public_key=PUBLIC, subject=SUBJECT) as service:
        yield service
        assert not service.violations


@pytest.fixture
def flask_app(app_with: Callable[..., Flask], service: PushStandIn) -> Flask:
    return app_with(
        vapid_private_key=PRIVATE,
        vapid_public_key=PUBLIC,
        vapid_subject=SUBJECT,
        push_hosts=f"fcm.googleapis.com {service.netloc}",
        provider_timeout="3",
    )


@pytest.fixture
def dewi(session: Session) -> User:
    return make_cs(session)


def agree(flask_app: Flask, user: User, browser: Browser) -> FlaskClient:
    client = flask_app.test_client()
    log_in(client, user)
    fields = {"endpoint": browser.endpoint, "p256dh": browser.p256dh, "auth": browser.auth, "device": "Chrome, Android"}
    assert post(client, "/notifications/browsers", fields).status_code == 303
    return client


def carry(flask_app: Flask, session: Session) -> None:
    session.execute(update(Delivery).where(Delivery.status == "QUEUED").values(due_at=utc_now() - timedelta(1)))
    session.commit()
    with flask_app.app_context():
        fan_out_and_send()
    session.expire_all()


def delivery(session: Session) -> Delivery:
    return session.scalars(select(Delivery).where(Delivery.channel == Channel.PUSH)).one()


def test_a_browser_that_agreed_is_told_in_its_own_seal(
    flask_app: Flask, session: Session, service: PushStandIn, dewi: User
) -> None:
    client = agree(flask_app, dewi, service.subscribe())
    want_person(session)
    carry(flask_app, session)
    (got,) = service.received
    assert got["notice"]["title"] == "Bu Tini menunggu CS"
    assert got["notice"]["body"] == "Minta bicara dengan CS.\nHalo"
    assert got["notice"]["tag"] == got["headers"]["topic"] == f"sigap-{delivery(session).id}"
    assert delivery(session).status == DeliveryStatus.SENT
    assert delivery(session).address == service.netloc
    link = session.scalars(select(Notification.link)).one()
    assert client.get(got["notice"]["url"]).location == link


def test_a_browser_that_is_gone_is_not_tried_again(
    flask_app: Flask, session: Session, service: PushStandIn, dewi: User
) -> None:
    browser = service.subscribe()
    agree(flask_app, dewi, browser)
    service.forget_browser(browser)
    want_person(session)
    carry(flask_app, session)
    assert (delivery(session).status, delivery(session).error_code) == (DeliveryStatus.CANCELLED, "gone")
    assert session.scalars(select(PushSubscription)).one().ended_at is not None
    want_person(session, "Bu Ani")
    carry(flask_app, session)
    assert session.query(Delivery).filter_by(channel=Channel.PUSH).count() == 1
    with flask_app.test_request_context():
        assert "tidak menerima notifikasi lagi" in reason("PUSH", "gone")


@pytest.mark.parametrize("status", [429, 503])
def test_a_busy_service_is_asked_later(
    flask_app: Flask, session: Session, service: PushStandIn, dewi: User, status: int
) -> None:
    agree(flask_app, dewi, service.subscribe())
    service.behave(status, retry_after=120)
    want_person(session)
    carry(flask_app, session)
    assert (delivery(session).status, delivery(session).error_code) == (DeliveryStatus.QUEUED, f"http_{status}")
    assert delivery(session).due_at > utc_now() + timedelta(seconds=100)
    service.calm()
    carry(flask_app, session)
    assert delivery(session).status == DeliveryStatus.SENT
    assert service.duplicates() == {}


def test_a_browser_changes_hands_with_its_person(
    flask_app: Flask, session: Session, service: PushStandIn, dewi: User
) -> None:
    browser = service.subscribe()
    agree(flask_app, dewi, browser)
    tini = make_cs(session, "Tini")
    agree(flask_app, tini, browser)
    assert session.scalars(select(PushSubscription.user_id)).all() == [tini.id]


def test_only_its_owner_ends_it(flask_app: Flask, session: Session, service: PushStandIn, dewi: User) -> None:
    client = agree(flask_app, dewi, service.subscribe())
    (mine,) = session.scalars(select(PushSubscription))
    assert "Chrome, Android" in client.get("/notifications/choices").text
    visitor = flask_app.test_client()
    log_in(visitor, make_cs(session, "Tini"))
    assert post(visitor, f"/notifications/browsers/{mine.id}/end").status_code == 404
    assert mine.ended_at is None
    post(client, f"/notifications/browsers/{mine.id}/end")
    assert mine.ended_at is not None


def test_an_address_elsewhere_is_refused(flask_app: Flask, session: Session, service: PushStandIn, dewi: User) -> None:
    good = service.subscribe()
    client = agree(flask_app, dewi, good)
    for endpoint in ("http://127.0.0.1:1/push/1", "https://fcm.googleapis.com.jahat.example/x", "https://10.0.0.1/x"):
        fields = {"endpoint": endpoint, "p256dh": good.p256dh, "auth": good.auth}
        assert post(client, "/notifications/browsers", fields).status_code in {400, 422, 409}
    assert session.query(PushSubscription).count() == 1


@pytest.mark.parametrize(
    ("endpoint", "known"),
    [
        ("https://fcm.googleapis.com/fcm/send/a:b", True),
        ("https://updates.push.services.mozilla.com/wpush/v2/x", True),
        ("https://push.services.mozilla.com/x", False),
        ("https://evilpush.services.mozilla.com/x", False),
        ("http://fcm.googleapis.com/x", False),
        ("https://fcm.googleapis.com:8443/x", False),
        ("https://fcm.googleapis.com@evil.example/x", False),
        ("https://evil.example\\@fcm.googleapis.com/x", False),
        ("https://[::1", False),
        ("", False),
    ],
)
def test_only_known_services_are_called(endpoint: str, known: bool) -> None:
    assert endpoint_is_known(endpoint, ["fcm.googleapis.com", "*.push.services.mozilla.com"]) is known


def test_a_long_text_is_cut_to_what_every_service_takes() -> None:
    for sign in ("é", '"', "\n", "😀"):
        assert len(written({"title": "Judul", "body": sign * 5000, "url": "/x", "tag": "t"})) <= LARGEST


def test_without_keys_pushes_are_not_offered(client: FlaskClient, dewi: User) -> None:
    log_in(client, dewi)
    page = client.get("/notifications/choices").text
    assert "data-push" not in page
    assert ".PUSH" not in page
    assert post(client, "/notifications/browsers", {"endpoint": "x"}).status_code == 404


def test_keys_are_checked_at_the_start(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    printed = app.test_cli_runner().invoke(args=["vapid-keys"]).output
    pair = dict(line.split("=", 1) for line in printed.split())
    assert is_key_pair(pair["VAPID_PRIVATE_KEY"], pair["VAPID_PUBLIC_KEY"])
    for name, value in pair.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(BadSettings, match="VAPID_SUBJECT"):
        read_settings()
    monkeypatch.setenv("VAPID_SUBJECT", SUBJECT)
    assert read_settings().vapid_public_key == pair["VAPID_PUBLIC_KEY"]
    monkeypatch.setenv("VAPID_PUBLIC_KEY", PUBLIC)
    with pytest.raises(BadSettings, match="VAPID_PRIVATE_KEY"):
        read_settings()


def test_the_worker_keeps_to_its_own_corner(client: FlaskClient) -> None:
    answer = client.get("/notifications/sw.js")
    assert answer.mimetype == "text/javascript"
    assert "Service-Worker-Allowed" not in answer.headers
    assert '"fetch"' not in answer.text
