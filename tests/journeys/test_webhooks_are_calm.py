"""Providers repeat themselves, at once and out of order, through several processes: one effect each."""

import json
import random
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
import requests
from sqlalchemy import func, select

from app.core.clock import utc_now
from app.models.customers.customer import Customer
from app.models.messaging.inbox import InboxEvent, InboxStatus
from app.models.messaging.outbox import Delivery, DeliveryStatus
from app.models.visits.assignment import Assignment, ClaimAttempt, ClaimResult
from tests.factories import make_company, make_technician, make_visit
from tests.journeys.world import eventually
from tests.standins import TelegramStandIn, WhatsAppStandIn, payloads
from tests.support.programs.live import Site

pytestmark = [pytest.mark.slow, pytest.mark.concurrency]
AGUS = "6281234567890"
TIMES = 5


@pytest.fixture
def busy_site(talking_site: Site) -> Site:
    """Two web processes and a worker."""
    with talking_site.session() as session:
        make_company(session)
    talking_site.start_web()
    talking_site.start_worker()
    return talking_site


def post_all(site: Site, provider: str, posts: Iterable[tuple[bytes, dict[str, str]]]) -> list[int]:
    """Post at once; the answers' codes."""
    address = f"{site.url}/webhooks/{provider}"
    with ThreadPoolExecutor(TIMES) as pool:
        sent = [pool.submit(requests.post, address, data=raw, headers=headers, timeout=30) for raw, headers in posts]
        return [answer.result().status_code for answer in sent]


def rows(site: Site, statement: Any) -> list[Any]:
    with site.session() as session:
        return list(session.scalars(statement))


def test_the_same_registration_five_times_makes_one_customer(busy_site: Site, whatsapp: WhatsAppStandIn) -> None:
    said = payloads.whatsapp_signed(payloads.whatsapp_text("DAFTAR#Pak Agus#Jl. Merdeka 1, Bandung#AC", wa_id=AGUS))
    assert post_all(busy_site, "whatsapp", [said] * TIMES) == [200] * TIMES
    whatsapp.wait_for(1)
    assert post_all(busy_site, "whatsapp", [said] * TIMES) == [200] * TIMES
    assert [event.status for event in rows(busy_site, select(InboxEvent))] == [InboxStatus.APPLIED]
    assert len(rows(busy_site, select(Customer))) == 1
    assert len(whatsapp.received) == 1


def test_states_of_a_message_may_come_in_any_order_and_often(busy_site: Site, whatsapp: WhatsAppStandIn) -> None:
    post_all(busy_site, "whatsapp", [payloads.whatsapp_signed(payloads.whatsapp_text("BANTUAN", wa_id=AGUS))])
    outgoing = whatsapp.wait_for(1)[0]
    told = [
        payloads.whatsapp_signed(
            payloads.whatsapp_status(outgoing["id"], state, recipient_id=AGUS, callback_data=outgoing["dedupe"])
        )
        for state in ("read", "delivered", "sent")
    ]
    shuffled = told * TIMES
    random.Random(7).shuffle(shuffled)
    assert set(post_all(busy_site, "whatsapp", [told[0], *shuffled])) == {200}
    waiting = select(InboxEvent).where(InboxEvent.status == InboxStatus.RECEIVED)
    eventually(lambda: not rows(busy_site, waiting), "end of the inbox")
    assert len(rows(busy_site, select(InboxEvent).where(InboxEvent.kind == "status"))) == len(told)
    delivery = rows(busy_site, select(Delivery))[0]
    assert delivery.status == DeliveryStatus.READ
    assert delivery.read_at is not None
    assert delivery.sent_at is not None


def test_a_tap_told_five_times_claims_once(busy_site: Site, telegram: TelegramStandIn) -> None:
    with busy_site.session() as session:
        budi = make_technician(session, telegram_chat_id=701)
        visit_id = make_visit(session, planned_start=utc_now() + timedelta(hours=1)).id
    press = payloads.telegram_callback(f"claim:{visit_id}", chat_id=701)
    again = payloads.telegram_callback(f"claim:{visit_id}", chat_id=701)
    posts = [(json.dumps(update).encode(), payloads.telegram_headers()) for update in [press] * TIMES + [again]]
    assert post_all(busy_site, "telegram", posts) == [200] * len(posts)

    def answered() -> bool:
        return sum(sent["method"] == "answerCallbackQuery" for sent in list(telegram.received)) == 2

    eventually(answered, "answer to each of the two presses")
    assert rows(busy_site, select(Assignment.technician_id)) == [budi.id]
    tried = rows(busy_site, select(ClaimAttempt.result).order_by(ClaimAttempt.id))
    assert tried == [ClaimResult.WON, ClaimResult.ALREADY_ON_IT]


def test_forged_webhooks_are_refused_over_a_real_connection_too(busy_site: Site) -> None:
    """What the server in front makes of it counts: bodies without a length, secrets that are wrong."""
    raw, headers = payloads.whatsapp_signed(payloads.whatsapp_text("halo", wa_id=AGUS))
    wrong = {**headers, "X-Hub-Signature-256": payloads.whatsapp_signature(raw, "another secret")}
    broken = {**headers, "X-Hub-Signature-256": payloads.whatsapp_signature(b'{"entry": [')}
    visitor = payloads.telegram_headers("wrong")
    assert post_all(busy_site, "whatsapp", [(raw, wrong), (b'{"entry": [', broken)]) == [403, 400]
    assert post_all(busy_site, "telegram", [(b"{}", visitor), (b"{", payloads.telegram_headers())]) == [403, 400]
    huge = (b"x" * 65536 for _ in range(80))  # chunked: nobody says how long it will be
    address = f"{busy_site.url}/webhooks/whatsapp"
    assert requests.post(address, data=huge, headers=headers, timeout=30).status_code == 413
    assert not rows(busy_site, select(InboxEvent))
    unknown = payloads.whatsapp_signed({"entry": [{"changes": [{"field": "moon", "value": {"phase": "full"}}]}]})
    assert post_all(busy_site, "whatsapp", [unknown] * TIMES) == [200] * TIMES
    eventually(lambda: rows(busy_site, select(InboxEvent.status)) == [InboxStatus.IGNORED], "kept and ignored event")
    with busy_site.session() as session:
        assert session.scalar(select(func.count(Customer.id))) == 0
