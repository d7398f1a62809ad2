"""The stage of the journeys: gunicorn, two workers, PostgreSQL, Redis, WhatsApp and Telegram."""

from collections.abc import Callable, Generator

import pytest
from playwright.sync_api import Page

from app.models.finance.invoice import PriceItem, PriceKind
from tests import factories
from tests.journeys.world import World
from tests.standins import TelegramStandIn, WhatsAppStandIn, payloads
from tests.support.programs.browser import Complaints
from tests.support.programs.live import Site

TECHNICIANS = ("Budi", "Sari", "Joko", "Wati", "Eko")


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


@pytest.fixture
def talking_site(site: Site, whatsapp: WhatsAppStandIn, telegram: TelegramStandIn) -> Site:
    """The site with its providers' addresses and secrets; nothing runs yet."""
    site.extra |= {
        "WA_API_BASE": whatsapp.url,
        "WA_TOKEN": whatsapp.token,
        "WA_PHONE_NUMBER_ID": whatsapp.phone_number_id,
        "WA_APP_SECRET": whatsapp.app_secret,
        "WA_VERIFY_TOKEN": whatsapp.verify_token,
        "TELEGRAM_API_BASE": telegram.url,
        "TELEGRAM_BOT_TOKEN": telegram.token,
        "TELEGRAM_BOT_USERNAME": telegram.username,
        "TELEGRAM_WEBHOOK_SECRET": payloads.TELEGRAM_SECRET,
        "PROVIDER_TIMEOUT": "5",
    }
    return site


@pytest.fixture
def world(
    talking_site: Site,
    whatsapp: WhatsAppStandIn,
    telegram: TelegramStandIn,
    open_page: Callable[..., Page],
    complaints: Complaints,
) -> Generator[World]:
    """Everything runs, the firm and its people are there, and nothing has happened yet."""
    talking_site.start_web()
    talking_site.start_worker("messages")
    talking_site.start_worker("default", "slow")
    whatsapp.notify = f"{talking_site.url}/webhooks/whatsapp"
    world = World(talking_site, whatsapp, telegram, open_page, complaints)
    with talking_site.session() as session:
        factories.make_company(
            session, bank_name="BCA", bank_account="0123456789", bank_holder="PT Sejuk Sentosa", npwp="0123456789012345"
        )
        session.add(PriceItem(code="JASA", name="Jasa teknisi", kind=PriceKind.LABOUR, unit="hari", price_idr=350_000))
        made = [
            factories.make_cs(session, telegram_chat_id=501),
            factories.make_sales(session, telegram_chat_id=601, telegram_verified_at=factories.NOW),
            factories.make_manager(session),
            *(
                factories.make_technician(session, name, telegram_chat_id=700 + number)
                for number, name in enumerate(TECHNICIANS)
            ),
        ]
        world.people = {person.name.lower(): person for person in made}
    yield world
    world.engine.dispose()
