"""E-mail in a frame of its own, by a mail server or SendGrid, and the way to stop it."""

import json
import re
from collections.abc import Callable, Generator
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from itsdangerous import URLSafeSerializer
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from app.core.clock import utc_now
from app.http.pages.unsubscribe import read_stop, stop_path
from app.jobs.inbox.apply import apply_inbox
from app.jobs.outbox.email_layout import compose
from app.jobs.outbox.leased_delivery import LeasedDelivery
from app.jobs.outbox.messages.message import to_user
from app.jobs.outbox.relay import fan_out_and_send
from app.models.accounts.user import User
from app.models.messaging.inbox import InboxEvent
from app.models.messaging.notification import NotificationChoice, Topic
from app.models.messaging.outbox import Channel, Delivery, DeliveryStatus
from app.presenters.messaging.delivery_reasons import reason
from integrations.smtp.client import SmtpClient
from tests.factories import make_cs
from tests.notifications.conftest import want_person
from tests.standins import MailStandIn, SendGridStandIn
from tests.support.settings import SECRET, settings_for_tests

HOUSE = "https://sigap.contoh.id"


@pytest.fixture
def grid() -> Generator[SendGridStandIn]:
    with SendGridStandIn() as grid:
        yield grid
        assert not grid.violations


@pytest.fixture
def mail_box() -> Generator[MailStandIn]:
    with MailStandIn() as server:
        yield server
        assert not server.violations


@pytest.fixture
def flask_app(app_with: Callable[..., Flask], grid: SendGridStandIn) -> Flask:
    return app_with(
        sendgrid_api_base=grid.url,
        sendgrid_api_key=grid.api_key,
        sendgrid_webhook_key=grid.webhook_key,
        smtp_sender="PT Sejuk <kabar@contoh.id>",
        public_url=HOUSE,
        provider_timeout="3",
    )


def carry(flask_app: Flask, session: Session) -> None:
    session.execute(update(Delivery).where(Delivery.status == "QUEUED").values(due_at=utc_now() - timedelta(1)))
    session.commit()
    with flask_app.app_context():
        fan_out_and_send()
    session.expire_all()


def letter(session: Session) -> Delivery:
    return session.scalars(select(Delivery).where(Delivery.channel == Channel.EMAIL)).one()


def sent(flask_app: Flask, session: Session, **given: Any) -> tuple[User, Delivery]:
    dewi = make_cs(session, **given)
    want_person(session, "Bu <Tini>")
    carry(flask_app, session)
    return dewi, letter(session)


def test_text_and_html_say_the_same_and_load_nothing(flask_app: Flask, session: Session, grid: SendGridStandIn) -> None:
    sent(flask_app, session)
    (mail,) = grid.received
    assert mail["subject"] == "Bu <Tini> menunggu CS"
    assert "Minta bicara dengan CS." in mail["text"]
    html = mail["html"]
    assert "Bu &lt;Tini&gt; menunggu CS" in html
    assert re.search(rf'<a class="button" href="{HOUSE}/admin/contacts/details/\?id=\d+">Buka di Sigap</a>', html)
    assert "PT Sejuk" in html
    assert "prefers-color-scheme: dark" in html
    assert not re.search(r"<(img|link|script|iframe)\b|\bsrc=|url\(", html)
    assert not mail["body"]["tracking_settings"]["open_tracking"]["enable"]


def test_an_english_reader_gets_an_english_frame(flask_app: Flask, session: Session, grid: SendGridStandIn) -> None:
    sent(flask_app, session, locale="en")
    assert '<html lang="en">' in grid.received[0]["html"]


def test_a_second_address_of_ours_is_a_link_and_a_strangers_is_not(flask_app: Flask) -> None:
    body = f"Kabar\n\nBeri nilai:\n{HOUSE}/feedback/rate/x\nhttps://asing.example/y\n\n{HOUSE}/feedback/1"
    letter = LeasedDelivery(1, Channel.EMAIL, "a@contoh.id", body, {"link": f"{HOUSE}/feedback/1"}, 1, utc_now(), 0.0)
    html = compose(flask_app, flask_app.config["SETTINGS"], letter).html
    assert f'<a href="{HOUSE}/feedback/rate/x">' in html
    assert f'<a class="button" href="{HOUSE}/feedback/1">' in html
    assert 'href="https://asing' not in html


def test_an_essential_mail_has_no_way_out(flask_app: Flask) -> None:
    with flask_app.app_context():
        mail = to_user(User(id=1, email="a@contoh.id", locale="id"), "invoice.approved", {})
    assert "stop" not in mail.extra


def test_one_click_stops_this_kind_of_mail_and_no_other(
    flask_app: Flask, session: Session, grid: SendGridStandIn
) -> None:
    dewi, _ = sent(flask_app, session)
    headers = grid.received[0]["headers"]
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    path = headers["List-Unsubscribe"].strip("<>").removeprefix(HOUSE)
    assert f"{HOUSE}{path}" in grid.received[0]["text"]
    assert f'"List-Unsubscribe": "<{HOUSE}{path}>"'.encode() in grid.received[0]["raw"].replace(b'":"', b'": "')
    assert f"{HOUSE}{path}" in grid.received[0]["html"]
    stranger = flask_app.test_client()
    page = stranger.get(path)
    assert "Pelanggan dan percakapan" in page.text
    assert session.scalars(select(NotificationChoice)).all() == [], "mail scanners follow links"
    assert stranger.post(path, data={"List-Unsubscribe": "One-Click"}).status_code == 200
    (said,) = session.scalars(select(NotificationChoice))
    assert (said.user_id, said.topic, said.channel, said.wanted) == (dewi.id, Topic.CUSTOMERS, Channel.EMAIL, False)
    want_person(session, "Bu Ani")
    carry(flask_app, session)
    assert len(grid.received) == 1


@pytest.mark.parametrize("change", ["essential", "forged", "nobody"])
def test_a_link_nobody_signed_or_that_stops_what_is_essential_is_nothing(
    app: Flask, client: FlaskClient, session: Session, change: str
) -> None:
    dewi = make_cs(session)
    with app.app_context():
        path = stop_path(dewi.id, Topic.MONEY if change == "essential" else Topic.FEEDBACK)
        path = stop_path(999_999_999, Topic.FEEDBACK) if change == "nobody" else path
    if change == "forged":
        path = path[:-3] + "xyz"
    assert client.get(path).status_code == 404
    assert client.post(path).status_code == 404


def test_a_mail_server_gets_both_parts_and_the_way_out(app_with: Callable[..., Flask], session: Session) -> None:
    with MailStandIn() as server:
        flask_app = app_with(smtp_host=server.host, smtp_port=server.port, smtp_starttls=False, public_url=HOUSE)
        _, mail = sent(flask_app, session)
        (got,) = server.received
        assert not server.violations
    assert mail.status == DeliveryStatus.SENT
    assert got["message_id"] == f"<delivery-{mail.id}@sigap.contoh.id>"
    assert "Buka di Sigap" in got["html"]
    assert "menunggu CS" in got["html"]
    assert "Minta bicara dengan CS." in got["text"]
    lines = got["raw"].partition(b"\r\n\r\n")[0].split(b"\r\n")
    assert [line for line in lines if line.startswith(b"List-Unsubscribe:")] == [
        b"List-Unsubscribe: <https://sigap.contoh.id/u/" + got["text"].rpartition("/u/")[2].strip().encode() + b">"
    ]
    assert b"List-Unsubscribe-Post: List-Unsubscribe=One-Click" in lines


def test_an_old_and_long_link_still_stops_the_mail_and_is_one_line_for_a_mail_server(app, client, session, mail_box):
    dewi = make_cs(session)
    token = URLSafeSerializer(SECRET, salt="unsubscribe").dumps([dewi.id, str(Topic.FEEDBACK)])
    assert client.post(f"/unsubscribe/{token}", data={"List-Unsubscribe": "One-Click"}).status_code == 200
    assert session.scalars(select(NotificationChoice.topic)).all() == [Topic.FEEDBACK]
    address = f"<https://layanan.perusahaan-yang-namanya-panjang.co.id/unsubscribe/{token}>"
    client = SmtpClient(mail_box.host, mail_box.port, None, None, starttls=False, sender="Sigap <a@contoh.id>")
    client.send("b@contoh.id", "Halo", "x", message_id="<1@x>", headers={"List-Unsubscribe": address})
    assert f"\r\nList-Unsubscribe: {address}\r\n".encode() in mail_box.received[0]["raw"]


@pytest.mark.parametrize("content_type", ["application/x-www-form-urlencoded", "multipart/form-data"])
def test_one_click_takes_either_form_any_number_of_times_without_a_redirect(app, client, session, content_type):
    dewi = make_cs(session)
    with app.app_context():
        path = stop_path(dewi.id, Topic.FEEDBACK)
    for _ in range(3):
        answer = client.post(path, data={"List-Unsubscribe": "One-Click"}, content_type=content_type)
        assert answer.status_code == 200
    assert session.scalar(select(func.count(NotificationChoice.id))) == 1


def test_every_topic_and_person_has_a_token_of_22_characters(app):
    with app.app_context():
        paths = {stop_path(user_id, topic): (user_id, topic) for user_id in (1, 2**40) for topic in Topic}
        assert len(paths) == 2 * len(Topic)
        assert {len(path) for path in paths} == {len("/u/") + 22}
        assert all(read_stop(path[3:]) == known for path, known in paths.items())
        assert [read_stop(text) for text in ("", "x", "é" * 22, "A" * 22, "A" * 300)] == [None] * 5


@pytest.mark.parametrize(
    ("status", "stands", "code"),
    [
        (401, "QUEUED", "unauthorized"),
        (403, "QUEUED", "forbidden"),
        (413, "PARKED", "too_long"),
        (400, "PARKED", "bad_request"),
        (429, "QUEUED", "http_429"),
        (503, "QUEUED", "http_503"),
    ],
)
def test_what_sendgrid_refuses_is_waited_for_or_parked(
    flask_app: Flask, session: Session, grid: SendGridStandIn, status: int, stands: str, code: str
) -> None:
    grid.behave(status, retry_after=90)
    _, mail = sent(flask_app, session)
    assert (mail.status, mail.error_code) == (stands, code)
    if status == 429:
        assert mail.due_at > utc_now() + timedelta(seconds=80)
    with flask_app.test_request_context():
        assert code not in reason("EMAIL", code), "every code has words"


def tell(flask_app: Flask, session: Session, raw: bytes, headers: dict[str, str]) -> int:
    status = flask_app.test_client().post("/webhooks/sendgrid", data=raw, headers=headers).status_code
    session.commit()
    with flask_app.app_context():
        apply_inbox()
    session.expire_all()
    return status


def test_sendgrid_tells_what_became_of_it_once(flask_app: Flask, session: Session, grid: SendGridStandIn) -> None:
    _, mail = sent(flask_app, session)
    assert mail.provider_id == grid.received[0]["message_id"]
    raw, headers = grid.events(grid.received[0], "processed", "delivered", "open")
    assert tell(flask_app, session, raw, headers) == 200
    assert letter(session).status == DeliveryStatus.DELIVERED
    assert tell(flask_app, session, raw, headers) == 200
    assert session.query(InboxEvent).count() == 3


@pytest.mark.parametrize(
    ("kind", "given", "code", "words"),
    [
        ("bounce", {"status": "5.1.1", "type": "bounce"}, "bounce_address", "Alamat e-mail tidak ada"),
        ("bounce", {"status": "5.2.2", "type": "bounce"}, "bounce_full", "penuh"),
        ("bounce", {"status": "5.7.1", "type": "blocked"}, "bounce_blocked", "menolak e-mail"),
        ("dropped", {"reason": "Bounced Address"}, "dropped", "tidak mengirim"),
    ],
)
def test_a_mail_that_came_back_says_why(
    flask_app: Flask, session: Session, grid: SendGridStandIn, kind: str, given: dict[str, str], code: str, words: str
) -> None:
    sent(flask_app, session)
    tell(flask_app, session, *grid.events(grid.received[0], kind, **given))
    assert (letter(session).status, letter(session).error_code) == (DeliveryStatus.PARKED, code)
    with flask_app.test_request_context():
        assert words in reason("EMAIL", code)


def test_an_unsigned_batch_is_refused(flask_app: Flask, session: Session, grid: SendGridStandIn) -> None:
    sent(flask_app, session)
    raw, headers = grid.events(grid.received[0], "bounce")
    assert tell(flask_app, session, raw.replace(b"bounce", b"dropped"), headers) == 403
    assert tell(flask_app, session, raw, {"Content-Type": "application/json"}) == 403
    assert session.query(InboxEvent).count() == 0


@pytest.mark.parametrize(
    "body", [{"event": "bounce"}, ["x", None, 7], [{"event": ["y"]}], [{"event": "delivered", "sg_message_id": 5}], "z"]
)
def test_any_signed_json_is_borne(flask_app: Flask, session: Session, grid: SendGridStandIn, body: object) -> None:
    assert tell(flask_app, session, *grid.signed(json.dumps(body).encode())) == 200


def test_the_key_that_is_set_chooses_the_carrier() -> None:
    both = {"sendgrid_api_key": "k", "smtp_host": "mail"}
    assert settings_for_tests().mail_carrier is None
    assert settings_for_tests(smtp_host="mail").mail_carrier == "smtp"
    assert settings_for_tests(**both).mail_carrier == "sendgrid"
    assert settings_for_tests(**both, email_via="smtp").mail_carrier == "smtp"
    with pytest.raises(ValueError, match="SENDGRID_API_KEY"):
        settings_for_tests(smtp_host="mail", email_via="sendgrid")
