"""Parts are killed in the middle of the work: it takes longer, and nothing that was accepted is lost."""

import os
import signal
import subprocess
import sys
import tempfile
import threading
from collections import Counter
from collections.abc import Callable, Generator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import requests
from sqlalchemy import func, select

from app.core.clock import utc_now
from app.launch.servers.embedded import EmbeddedRedis
from app.models.customers.customer import Customer
from app.models.messaging.contact import WhatsAppContact
from app.models.messaging.inbox import InboxEvent, InboxStatus
from app.models.messaging.outbox import Delivery, DeliveryStatus
from app.models.visits.assignment import Assignment, ClaimAttempt, QueueEntry
from app.models.visits.visit import VisitTicket
from tests.factories import make_company, make_customer, make_technician, make_visit
from tests.journeys.world import eventually
from tests.standins import TelegramStandIn, WhatsAppStandIn, payloads
from tests.support.phones import Phone, phones_of
from tests.support.programs.databases import Databases
from tests.support.programs.live import Process, Site

pytestmark = [pytest.mark.slow, pytest.mark.concurrency]
TECHNICIANS, QUOTA = 40, 3
CRON = (sys.executable, "-m", "app.scheduler")


@dataclass
class MortalRedis:
    """A Redis of this test's own."""

    server: EmbeddedRedis
    process: "subprocess.Popen[bytes] | None" = None

    def start(self) -> None:
        self.process = self.server.start()

    def kill(self) -> None:
        assert self.process is not None
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


@pytest.fixture
def redis() -> Generator[MortalRedis]:
    with tempfile.TemporaryDirectory(prefix="sigap-redis-", dir="/tmp") as home:
        mortal = MortalRedis(EmbeddedRedis(Path(home)))
        mortal.start()
        yield mortal
        mortal.server.stop()


@pytest.fixture
def own_site(databases: Databases, redis: MortalRedis, talking_site: Site) -> Site:
    """The talking site, but on the Redis that will be killed."""
    talking_site.redis_url = redis.server.url(0)
    return talking_site


def keep_alive(site: Site, parts: dict[str, Callable[[], Process]], until: Callable[[], Any], what: str) -> None:
    """Start again what has died, as the supervisor does, until something is seen."""
    running: dict[str, Process] = {}

    def look() -> Any:
        for name, start in parts.items():
            if name not in running or running[name].popen.poll() is not None:
                running[name] = start()
        return until()

    eventually(look, what, seconds=60)


def test_redis_dies_while_technicians_race(own_site: Site, redis: MortalRedis, whatsapp: WhatsAppStandIn) -> None:
    """Every press is answered at once and truly; the letters go when Redis and the clock are back."""
    with own_site.session() as session:
        make_company(session)
        customer = make_customer(session)
        number = customer.phone_e164
        known = {"wa_id": number[1:], "phone_e164": number, "customer_id": customer.id}
        session.add(WhatsAppContact(**known, last_inbound_at=utc_now()))
        start = utc_now() + timedelta(hours=1)
        visit = make_visit(session, customer=customer, quota=QUOTA, planned_start=start)
        racers = [make_technician(session, f"Teknisi{number}") for number in range(TECHNICIANS)]
    own_site.start_web()
    phones = phones_of(racers, own_site)
    kill_now = threading.Semaphore(0)

    def press(phone: Phone) -> tuple[int, str]:
        answer = phone.press(f"/technician/pool/{visit.id}/claim")
        kill_now.release()
        return answer.status_code, answer.json()["result"]

    with ThreadPoolExecutor(8) as pool:
        pressed = [pool.submit(press, phone) for phone in phones]
        kill_now.acquire()  # the first is answered
        redis.kill()
        answers = [press.result(timeout=60) for press in pressed]
    assert Counter(code for code, _ in answers) == {200: QUOTA, 409: TECHNICIANS - QUOTA}
    assert Counter(result for _, result in answers) == {"WON": QUOTA, "FULL": TECHNICIANS - QUOTA}
    with own_site.session() as session:
        assert session.get_one(VisitTicket, visit.id).places_taken == QUOTA
        assert session.scalar(select(func.count(ClaimAttempt.id))) == TECHNICIANS
        places = session.scalars(select(QueueEntry.position).order_by(QueueEntry.position)).all()
        assert list(places) == list(range(1, TECHNICIANS - QUOTA + 1))
        team = session.scalars(select(Assignment.technician_id)).all()
        names = {racer.name for racer in racers if racer.id in team}
    assert requests.get(f"{own_site.url}/healthz", timeout=10).status_code == 200
    assert not whatsapp.received
    redis.start()
    parts = {"cron": lambda: own_site.start("cron", *CRON), "worker": own_site.start_worker}
    keep_alive(own_site, parts, lambda: list(whatsapp.received), "letter to the customer")
    text = whatsapp.received[0]["body"]["text"]["body"]
    assert all(name in text for name in names)
    assert len(whatsapp.received) == 1


def test_redis_dies_and_comes_back_under_the_running_parts(
    own_site: Site, redis: MortalRedis, telegram: TelegramStandIn
) -> None:
    """Worker and scheduler survive it or are started again; nothing has to be enqueued by hand."""
    own_site.start_web(1)
    parts = {"cron": lambda: own_site.start("cron", *CRON), "worker": own_site.start_worker}
    keep_alive(own_site, parts, lambda: _greeted(own_site, telegram, 1), "first answer")
    redis.kill()
    for number in range(2, 6):
        _greet(own_site, number)
    with own_site.session() as session:
        assert session.scalar(select(func.count(InboxEvent.id))) == 5
    redis.start()
    keep_alive(own_site, parts, lambda: len(telegram.received) >= 5, "answers to all five")
    assert sorted(entry["to"] for entry in telegram.received) == [1, 2, 3, 4, 5]


def _greet(site: Site, chat: int) -> None:
    update = payloads.telegram_text("halo", chat_id=chat, update_id=chat)
    address = f"{site.url}/webhooks/telegram"
    answer = requests.post(address, json=update, headers=payloads.telegram_headers(), timeout=10)
    assert answer.status_code == 200


def _greeted(site: Site, telegram: TelegramStandIn, chat: int) -> bool:
    _greet(site, chat)  # the same update again and again: applied once
    return bool(telegram.received)


def test_a_worker_killed_while_customers_register(own_site: Site, whatsapp: WhatsAppStandIn) -> None:
    """What the webhook answered with 200 becomes exactly one customer each, with codes that leave no gap."""
    count = 30
    with own_site.session() as session:
        make_company(session)
    own_site.start_web()
    first = own_site.start_worker()

    def register(number: int) -> int:
        said = f"DAFTAR#Pelanggan {number:02d}x#Jl. Merdeka {number}, Bandung#AC bocor"
        raw, headers = payloads.whatsapp_signed(
            payloads.whatsapp_text(said, wa_id=f"62812000000{number:02d}", user_id=None)
        )
        return requests.post(f"{own_site.url}/webhooks/whatsapp", data=raw, headers=headers, timeout=30).status_code

    with ThreadPoolExecutor(4) as pool:
        accepted = [pool.submit(register, number) for number in range(count)]
        eventually(lambda: _count(own_site, Customer) >= 3, "first customers")
        first.kill()
        assert {answer.result(timeout=60) for answer in accepted} == {200}
    assert _count(own_site, Customer) < count
    parts = {"cron": lambda: own_site.start("cron", *CRON), "worker": own_site.start_worker}
    keep_alive(own_site, parts, lambda: _count(own_site, Customer) == count, "all customers")
    with own_site.session() as session:
        codes = sorted(int(code.rpartition("-")[2]) for code in session.scalars(select(Customer.code)))
        assert codes == list(range(codes[0], codes[0] + count))
        assert set(session.scalars(select(InboxEvent.status))) == {InboxStatus.APPLIED}
        # what the first worker held when it died waits for the end of its lease; it is promised, not lost
        held = select(Delivery).where(Delivery.status == DeliveryStatus.QUEUED)
        for delivery in session.scalars(held):
            delivery.due_at = utc_now()
    eventually(lambda: len({sent["to"] for sent in list(whatsapp.received)}) == count, "answer to everybody", 60)
    assert sum(whatsapp.duplicates().values()) <= 2 * 32


def _count(site: Site, model: Any) -> int:
    with site.session() as session:
        return session.scalar(select(func.count(model.id))) or 0
