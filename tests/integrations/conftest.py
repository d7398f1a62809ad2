from collections.abc import Iterator

import pytest

from integrations.midtrans.client import MidtransClient
from integrations.smtp.client import SmtpClient
from integrations.telegram.client import TelegramClient
from integrations.whatsapp.client import WhatsAppClient
from tests.standins import MailStandIn, MidtransStandIn, TelegramStandIn, WhatsAppStandIn


@pytest.fixture
def seconds() -> float:
    """How long a client waits; tests of providers that hang give their own, shorter ones."""
    return 20


@pytest.fixture
def whatsapp() -> Iterator[WhatsAppStandIn]:
    with WhatsAppStandIn() as standin:
        yield standin


@pytest.fixture
def whatsapp_client(whatsapp: WhatsAppStandIn, seconds: float) -> Iterator[WhatsAppClient]:
    client = WhatsAppClient(whatsapp.url, "v26.0", whatsapp.token, whatsapp.phone_number_id, timeout=seconds)
    yield client
    client.close()


@pytest.fixture
def telegram() -> Iterator[TelegramStandIn]:
    with TelegramStandIn() as standin:
        yield standin


@pytest.fixture
def telegram_client(telegram: TelegramStandIn, seconds: float) -> Iterator[TelegramClient]:
    client = TelegramClient(telegram.url, telegram.token, timeout=seconds)
    yield client
    client.close()


@pytest.fixture
def midtrans() -> Iterator[MidtransStandIn]:
    with MidtransStandIn() as standin:
        yield standin


@pytest.fixture
def midtrans_client(midtrans: MidtransStandIn, seconds: float) -> Iterator[MidtransClient]:
    client = MidtransClient(midtrans.url, midtrans.url, midtrans.server_key, timeout=seconds)
    yield client
    client.close()


@pytest.fixture
def mail() -> Iterator[MailStandIn]:
    with MailStandIn(username="sigap", password="rahasia-smtp") as standin:
        yield standin


@pytest.fixture
def mail_client(mail: MailStandIn, seconds: float) -> SmtpClient:
    sender = "Sigap <no-reply@sigap.test>"
    return SmtpClient(mail.host, mail.port, mail.username, mail.password, False, sender, timeout=seconds)
