"""The link in a mail that stops this kind of mail."""

from collections.abc import Generator

import pytest
from flask import Flask
from flask.testing import FlaskClient
from itsdangerous import URLSafeSerializer
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.http.pages.links.unsubscribe import read_stop, stop_path
from app.models.messaging.notification import NotificationChoice, Topic
from app.models.messaging.outbox import Channel
from integrations.smtp.client import SmtpClient
from tests.factories import make_cs
from tests.notifications.conftest import PUBLIC_URL, want_person
from tests.notifications.mails import carry, sent
from tests.standins import MailStandIn, SendGridStandIn
from tests.support.settings import SECRET


@pytest.fixture
def mail_box() -> Generator[MailStandIn]:
    with MailStandIn() as server:
        yield server
        assert not server.violations


def test_one_click_stops_this_kind_of_mail_and_no_other(
    mail_app: Flask, session: Session, grid: SendGridStandIn
) -> None:
    dewi, _ = sent(mail_app, session)
    headers = grid.received[0]["headers"]
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    path = headers["List-Unsubscribe"].strip("<>").removeprefix(PUBLIC_URL)
    assert f"{PUBLIC_URL}{path}" in grid.received[0]["text"]
    assert f'"List-Unsubscribe": "<{PUBLIC_URL}{path}>"'.encode() in grid.received[0]["raw"].replace(b'":"', b'": "')
    assert f"{PUBLIC_URL}{path}" in grid.received[0]["html"]
    visitor = mail_app.test_client()
    page = visitor.get(path)
    assert "Pelanggan dan percakapan" in page.text
    assert session.scalars(select(NotificationChoice)).all() == [], "mail scanners follow links"
    assert visitor.post(path, data={"List-Unsubscribe": "One-Click"}).status_code == 200
    (said,) = session.scalars(select(NotificationChoice))
    assert (said.user_id, said.topic, said.channel, said.wanted) == (dewi.id, Topic.CUSTOMERS, Channel.EMAIL, False)
    want_person(session, "Bu Ani")
    carry(mail_app, session)
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
