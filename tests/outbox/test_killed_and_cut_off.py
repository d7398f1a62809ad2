"""kill -9 in the middle, Redis gone: what was confirmed is kept, what was promised is sent."""

import json
import time
from collections.abc import Callable, Generator
from pathlib import Path
from urllib.request import Request, urlopen

import pytest
from flask import Flask
from rq import Queue
from rq.serializers import JSONSerializer
from sqlalchemy import create_engine, func, select, update

from app.core.clock import utc_now
from app.core.db import db
from app.jobs.outbox.sending.retry_policy import LONGEST_PAUSE
from app.models.messaging.inbox import InboxEvent, InboxStatus
from app.models.messaging.outbox import Delivery, OutboxMessage
from app.models.visits.assignment import Assignment
from tests.factories import make_technician, make_visit
from tests.outbox.conftest import emit_whatsapp, provider_settings, statuses
from tests.standins import TelegramStandIn, WhatsAppStandIn, payloads
from tests.support.isolation import build_app
from tests.support.logins import log_in
from tests.support.programs.live import Site
from workflows.accounts.users import new_telegram_link

pytestmark = [pytest.mark.slow, pytest.mark.concurrency]
COUNT = 150


def _ring(site: Site, queue: str, job: str) -> None:
    """As the schedule does."""
    Queue(queue, connection=site.redis(), serializer=JSONSerializer).enqueue(job, result_ttl=0)


def _wait(done: Callable[[], bool], seconds: float = 60) -> None:
    deadline = time.monotonic() + seconds
    while not done():
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.05)


@pytest.fixture
def talking_site(site: Site, whatsapp: WhatsAppStandIn, telegram: TelegramStandIn) -> Site:
    site.extra = {name.upper(): value for name, value in provider_settings(whatsapp, telegram).items()}
    return site


def test_a_worker_killed_while_it_sends_loses_nothing(talking_site: Site, whatsapp: WhatsAppStandIn) -> None:
    whatsapp.delay = 0.3
    with talking_site.session() as session:
        emit_whatsapp(session, COUNT)
    _ring(talking_site, "messages", "app.jobs.outbox.relay.relay")
    worker = talking_site.start_worker("messages")
    whatsapp.wait_for(40, timeout=30)
    worker.kill()
    time.sleep(0.5)
    assert len(whatsapp.received) < COUNT
    whatsapp.delay = 0.0
    with talking_site.session() as session:  # the leases have run out
        session.execute(update(Delivery).where(Delivery.status == "QUEUED").values(due_at=utc_now()))
    _ring(talking_site, "messages", "app.jobs.outbox.relay.relay")
    talking_site.work_off("messages")
    with talking_site.session() as session:
        assert statuses(session) == {"SENT": COUNT}
    assert {entry["dedupe"] for entry in whatsapp.received} == {f"delivery:{number}" for number in range(1, COUNT + 1)}
    # At least once: only what was in the air, or not yet written down, may have gone twice.
    assert len(whatsapp.duplicates()) <= 32 + 50
    assert max(whatsapp.duplicates().values(), default=2) == 2


def test_a_worker_that_is_asked_to_end_finishes_what_is_in_the_air(
    talking_site: Site, whatsapp: WhatsAppStandIn
) -> None:
    whatsapp.delay = 0.3
    with talking_site.session() as session:
        emit_whatsapp(session, COUNT)
    _ring(talking_site, "messages", "app.jobs.outbox.relay.relay")
    worker = talking_site.start_worker("messages")
    whatsapp.wait_for(40, timeout=30)
    worker.stop()
    time.sleep(0.2)
    with talking_site.session() as session:
        assert statuses(session)["SENT"] == len(whatsapp.received)
    assert not whatsapp.duplicates()


def test_a_pressed_button_is_answered_without_waiting_for_a_sweep(
    talking_site: Site, telegram: TelegramStandIn
) -> None:
    with talking_site.session() as session:
        budi = make_technician(session, telegram_chat_id=1111111, telegram_verified_at=utc_now())
        visit = make_visit(session, planned_start=utc_now())
        new_telegram_link(session, user=budi, actor=budi, now=utc_now())
        visit_id = visit.id
    talking_site.start_web(1)
    talking_site.start_worker("messages")
    talking_site.start_worker("default", "slow")
    _post(talking_site, payloads.telegram_text("halo"))
    telegram.wait_for(1, timeout=20)  # both workers are there
    _post(talking_site, payloads.telegram_callback(f"claim:{visit_id}"))
    # no scheduler sweeps here: only the wake-up can have brought it to a worker
    _wait(lambda: any(entry["method"] == "answerCallbackQuery" for entry in telegram.received))


def _post(site: Site, update_: object) -> None:
    request = Request(
        f"{site.url}/webhooks/telegram", json.dumps(update_).encode(), payloads.telegram_headers(), method="POST"
    )
    with urlopen(request) as answer:
        assert answer.status == 200


@pytest.fixture
def cut_off_app(site: Site, tmp_path: Path, whatsapp: WhatsAppStandIn, telegram: TelegramStandIn) -> Generator[Flask]:
    """The application on the site's database, with a Redis that nobody answers for."""
    site.extra = {name.upper(): value for name, value in provider_settings(whatsapp, telegram).items()}
    engine = create_engine(site.database_url)
    app = build_app(engine, "redis://127.0.0.1:1/0", tmp_path, **provider_settings(whatsapp, telegram))
    yield app
    with app.app_context():
        db.session.remove()
        db.engine.dispose()
    engine.dispose()


def test_without_redis_claims_and_webhooks_succeed_and_messages_go_later(
    cut_off_app: Flask, site: Site, whatsapp: WhatsAppStandIn
) -> None:
    with site.session() as session:
        budi = make_technician(session)
        visit_id = make_visit(session).id
    client = cut_off_app.test_client()
    log_in(client, budi)
    cut_off_app.config["WTF_CSRF_ENABLED"] = False
    answer = client.post(f"/technician/pool/{visit_id}/claim", data={"idempotency_key": "a" * 32})
    assert answer.status_code in {200, 303}
    for number in range(5):
        raw, headers = payloads.whatsapp_signed(payloads.whatsapp_text(f"DAFTAR#Pak Agus#Jl. Merdeka 1#AC {number}"))
        assert cut_off_app.test_client().post("/webhooks/whatsapp", data=raw, headers=headers).status_code == 200
    with site.session() as session:
        assert session.scalar(select(func.count(Assignment.id))) == 1
        assert session.scalar(select(func.count(InboxEvent.id))) == 5
    _ring(site, "default", "app.jobs.inbox.apply.apply_inbox")
    site.work_off("default")
    _ring(site, "messages", "app.jobs.outbox.relay.relay")
    site.work_off("messages")
    with site.session() as session:
        assert set(session.scalars(select(InboxEvent.status))) == {InboxStatus.APPLIED}
        assert not session.scalar(select(func.count(OutboxMessage.id)).where(OutboxMessage.status == "WAITING"))
    assert len(whatsapp.received) == 5


def test_the_longest_pause_lets_a_backlog_go_within_two_minutes() -> None:
    assert LONGEST_PAUSE * 1.25 < 120
