"""Letters on a database that is really committed to, and providers that can be made to misbehave."""

from collections.abc import Generator
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import create_engine, select
from sqlalchemy.orm import Session

from app.core.clock import utc_now
from app.core.db import db
from app.jobs.outbox.sending.channel_workers import stop_workers
from app.models.messaging.contact import WhatsAppContact
from app.models.messaging.outbox import Delivery
from tests.factories import make_technician
from tests.standins import TelegramStandIn, WhatsAppStandIn, payloads
from tests.support.isolation import build_app
from workflows.conversations import reply_on_telegram
from workflows.conversations.events import ContactReply
from workflows.outbox_events import emit


@pytest.fixture
def whatsapp() -> Generator[WhatsAppStandIn]:
    with WhatsAppStandIn() as standin:
        yield standin
        assert not standin.violations


@pytest.fixture
def telegram() -> Generator[TelegramStandIn]:
    with TelegramStandIn() as standin:
        yield standin
        assert not standin.violations


def provider_settings(whatsapp: WhatsAppStandIn, telegram: TelegramStandIn) -> dict[str, str]:
    return {
        "wa_api_base": whatsapp.url,
        "wa_token": whatsapp.token,
        "wa_phone_number_id": whatsapp.phone_number_id,
        "wa_app_secret": whatsapp.app_secret,
        "wa_verify_token": whatsapp.verify_token,
        "telegram_api_base": telegram.url,
        "telegram_bot_token": telegram.token,
        "telegram_bot_username": telegram.username,
        "telegram_webhook_secret": payloads.TELEGRAM_SECRET,
    }


@pytest.fixture
def real_app(
    committed_database: str, redis_url: str, tmp_path: Path, whatsapp: WhatsAppStandIn, telegram: TelegramStandIn
) -> Generator[Flask]:
    """An application with a pool of its own, whose lines may run in threads."""
    engine = create_engine(committed_database)
    app = build_app(engine, redis_url, tmp_path, provider_timeout="3", **provider_settings(whatsapp, telegram))
    yield app
    stop_workers(app, at_once=True)
    with app.app_context():
        db.session.remove()
        db.engine.dispose()
    engine.dispose()


def emit_whatsapp(session: Session, count: int) -> None:
    """So many texts to one contact whose window is open."""
    contact = session.scalars(select(WhatsAppContact).order_by(WhatsAppContact.id)).first()
    if contact is None:
        contact = WhatsAppContact(wa_id="6281234567890", last_inbound_at=utc_now())
        session.add(contact)
        session.flush()
    for number in range(count):
        reply = ContactReply(contact_id=contact.id, template="contact.note", facts={"text": f"Kabar {number}"})
        emit(session, reply, now=utc_now())


def emit_telegram(session: Session, count: int) -> None:
    make_technician(session)
    for number in range(count):
        reply_on_telegram(session, chat_id=500 + number, text=f"Kabar {number}", now=utc_now())


def statuses(session: Session) -> dict[str, int]:
    counted: dict[str, int] = {}
    for status in session.scalars(select(Delivery.status)):
        counted[status] = counted.get(status, 0) + 1
    return counted
