"""The application with its providers played by stand-ins, and shortcuts to speak to it as they do."""

import json
from collections.abc import Callable, Generator
from typing import Any

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from app.jobs.inbox.apply import apply_inbox
from app.jobs.outbox.relay import fan_out_and_send
from tests.standins import TelegramStandIn, WhatsAppStandIn, payloads


@pytest.fixture
def telegram() -> Generator[TelegramStandIn]:
    with TelegramStandIn() as standin:
        yield standin
        assert not standin.violations


@pytest.fixture
def whatsapp() -> Generator[WhatsAppStandIn]:
    with WhatsAppStandIn() as standin:
        yield standin
        assert not standin.violations


@pytest.fixture
def talking_app(app_with: Callable[..., Flask], whatsapp: WhatsAppStandIn, telegram: TelegramStandIn) -> Flask:
    return app_with(
        wa_api_base=whatsapp.url,
        wa_token=whatsapp.token,
        wa_phone_number_id=whatsapp.phone_number_id,
        wa_app_secret=whatsapp.app_secret,
        wa_verify_token=whatsapp.verify_token,
        telegram_api_base=telegram.url,
        telegram_bot_token=telegram.token,
        telegram_bot_username=telegram.username,
        telegram_webhook_secret=payloads.TELEGRAM_SECRET,
    )


class Talk:
    """Post as the providers do; `settle` lets the jobs run."""

    def __init__(self, app: Flask) -> None:
        self.app = app

    def whatsapp(self, payload: Any) -> TestResponse:
        raw, headers = payloads.whatsapp_signed(payload)
        return self.app.test_client().post("/webhooks/whatsapp", data=raw, headers=headers)

    def telegram(self, update: Any) -> TestResponse:
        return self.app.test_client().post(
            "/webhooks/telegram", data=json.dumps(update), headers=payloads.telegram_headers()
        )

    def settle(self) -> None:
        with self.app.app_context():
            apply_inbox()
            fan_out_and_send()


@pytest.fixture
def talk(talking_app: Flask) -> Talk:
    return Talk(talking_app)
