"""How a mail looks, and which carrier takes it."""

import re
from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from app.core.clock import utc_now
from app.jobs.outbox.email_layout import compose
from app.jobs.outbox.messages.message import to_user
from app.jobs.outbox.sending.leased_delivery import LeasedDelivery
from app.models.accounts.user import User
from app.models.messaging.outbox import Channel, DeliveryStatus
from tests.notifications.conftest import PUBLIC_URL
from tests.notifications.mails import sent
from tests.standins import MailStandIn, SendGridStandIn
from tests.support.settings import settings_for_tests


def test_text_and_html_say_the_same_and_load_nothing(mail_app: Flask, session: Session, grid: SendGridStandIn) -> None:
    sent(mail_app, session)
    (mail,) = grid.received
    assert mail["subject"] == "Bu <Tini> menunggu CS"
    assert "Minta bicara dengan CS." in mail["text"]
    html = mail["html"]
    assert "Bu &lt;Tini&gt; menunggu CS" in html
    assert re.search(rf'<a class="button" href="{PUBLIC_URL}/admin/contacts/details/\?id=\d+">Buka di Sigap</a>', html)
    assert "PT Sejuk" in html
    assert "prefers-color-scheme: dark" in html
    assert not re.search(r"<(img|link|script|iframe)\b|\bsrc=|url\(", html)
    assert not mail["body"]["tracking_settings"]["open_tracking"]["enable"]


def test_an_english_reader_gets_an_english_frame(mail_app: Flask, session: Session, grid: SendGridStandIn) -> None:
    sent(mail_app, session, locale="en")
    assert '<html lang="en">' in grid.received[0]["html"]


def test_a_second_address_of_ours_is_a_link_and_a_foreign_one_is_not(mail_app: Flask) -> None:
    body = f"Kabar\n\nBeri nilai:\n{PUBLIC_URL}/feedback/rate/x\nhttps://asing.example/y\n\n{PUBLIC_URL}/feedback/1"
    delivery = LeasedDelivery(
        1, Channel.EMAIL, "a@contoh.id", body, {"link": f"{PUBLIC_URL}/feedback/1"}, 1, utc_now(), 0.0
    )
    html = compose(mail_app, mail_app.config["SETTINGS"], delivery).html
    assert f'<a href="{PUBLIC_URL}/feedback/rate/x">' in html
    assert f'<a class="button" href="{PUBLIC_URL}/feedback/1">' in html
    assert 'href="https://asing' not in html


def test_an_essential_mail_has_no_way_out(mail_app: Flask) -> None:
    with mail_app.app_context():
        mail = to_user(User(id=1, email="a@contoh.id", locale="id"), "invoice.approved", {})
    assert "stop" not in mail.extra


def test_a_mail_server_gets_both_parts_and_the_way_out(app_with: Callable[..., Flask], session: Session) -> None:
    with MailStandIn() as server:
        mail_app = app_with(smtp_host=server.host, smtp_port=server.port, smtp_starttls=False, public_url=PUBLIC_URL)
        _, mail = sent(mail_app, session)
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


def test_the_key_that_is_set_chooses_the_carrier() -> None:
    both = {"sendgrid_api_key": "k", "smtp_host": "mail"}
    assert settings_for_tests().mail_carrier is None
    assert settings_for_tests(smtp_host="mail").mail_carrier == "smtp"
    assert settings_for_tests(**both).mail_carrier == "sendgrid"
    assert settings_for_tests(**both, email_via="smtp").mail_carrier == "smtp"
    with pytest.raises(ValueError, match="SENDGRID_API_KEY"):
        settings_for_tests(smtp_host="mail", email_via="sendgrid")
