"""Each outside party in turn takes connections and never answers: the no-show alert goes out all the same."""

import socket
import threading
import time
from collections.abc import Callable, Generator
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import create_engine, select
from sqlalchemy.orm import Session

from app.core.clock import utc_now
from app.core.db import db
from app.jobs.inbox.media import fetch_media
from app.jobs.no_show_alerts import watch_arrivals
from app.jobs.outbox.relay import relay
from app.jobs.outbox.sending.channel_workers import stop_workers
from app.jobs.outbox.wake_up import DEFAULT
from app.jobs.payment_polling import check_payments
from app.jobs.schedule import JOBS
from app.models.finance.invoice import Invoice
from app.models.finance.payment import Payment
from app.models.messaging.contact import WhatsAppContact
from app.models.messaging.inbound_file import InboundFile
from app.models.messaging.inbox import InboxEvent
from app.models.messaging.notification import Notification
from app.models.messaging.outbox import Delivery, OutboxMessage
from tests.factories import make_assignment, make_cs, make_technician, make_visit
from tests.support.isolation import build_app

pytestmark = [pytest.mark.slow]
TIMEOUT = "1"


class SilentServer:
    """Takes connections, keeps them and says nothing."""

    def __init__(self) -> None:
        self._listener = socket.create_server(("127.0.0.1", 0), backlog=200)
        self.port: int = self._listener.getsockname()[1]
        self.asked = threading.Event()
        self.connections: list[socket.socket] = []
        threading.Thread(target=self._accept, daemon=True).start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def _accept(self) -> None:
        while True:
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            self.connections.append(connection)
            self.asked.set()

    def close(self) -> None:
        for one in (self._listener, *self.connections):
            one.close()


@pytest.fixture
def silent(real_clock: None) -> Generator[SilentServer]:
    server = SilentServer()
    yield server
    server.close()


@pytest.fixture
def build(committed_database: str, redis_url: str, tmp_path: Path) -> Generator[Callable[..., Flask]]:
    engine = create_engine(committed_database)
    made: list[Flask] = []

    def build_with(**settings: object) -> Flask:
        made.append(build_app(engine, redis_url, tmp_path, provider_timeout=TIMEOUT, **settings))
        return made[-1]

    yield build_with
    for app in made:
        stop_workers(app, at_once=True, seconds=0.1)
        with app.app_context():
            db.session.remove()
            db.engine.dispose()
    engine.dispose()


def settings_for(party: str, server: SilentServer) -> dict[str, object]:
    return {
        "midtrans": {"midtrans_server_key": "k", "midtrans_api_base": server.url, "midtrans_snap_base": server.url},
        "sendgrid": {"sendgrid_api_key": "k", "sendgrid_api_base": server.url},
        "smtp": {"smtp_host": "127.0.0.1", "smtp_port": server.port, "smtp_starttls": False},
        "telegram": {"telegram_bot_token": "1:k", "telegram_bot_username": "b", "telegram_api_base": server.url},
        "whatsapp": {"wa_token": "k", "wa_phone_number_id": "1", "wa_api_base": server.url},
    }[party]


def make_backlog(session: Session, party: str) -> None:
    """Three of everything that this party has to be asked for."""
    now = utc_now()
    visit = make_visit(session, status="DONE", planned_start=now - timedelta(days=2))
    dewi = make_cs(session, "Ani")
    amounts = {"subtotal_idr": 1000, "total_idr": 1000, "issue_date": now.date(), "due_date": now.date()}
    owner = {"visit_id": visit.id, "customer_id": visit.customer_id, "drafted_by_id": dewi.id}
    invoice = Invoice(number="INV/1", status="SENT", approved_at=now, **amounts, **owner)
    contact = WhatsAppContact(wa_id="6281234567890")
    message = OutboxMessage(kind="telegram.reply", payload={}, due_at=now, status="ADDRESSED")
    session.add_all([invoice, contact, message])
    session.flush()
    channel = {"sendgrid": "EMAIL", "smtp": "EMAIL", "telegram": "TELEGRAM", "whatsapp": "WHATSAPP"}.get(party)
    for number in range(3):
        asked = {"order_id": f"O-{number}", "check_due_at": now}
        session.add(Payment(invoice_id=invoice.id, method="GATEWAY", amount_idr=1000, **asked))
        told = InboxEvent(provider="WHATSAPP", unique_key=f"m{number}", kind="message", raw={}, due_at=now)
        told.status = "APPLIED"
        session.add(told)
        session.flush()
        file = {"event_id": told.id, "contact_id": contact.id, "media_id": f"M{number}", "kind": "image"}
        session.add(InboundFile(**file, due_at=now))
        if channel:
            words = {"address": "62811" if channel != "EMAIL" else "a@contoh.id", "subject": "x", "body": "x"}
            key = f"k{number}"
            one = Delivery(message_id=message.id, kind="x", channel=channel, due_at=now, idempotency_key=key, **words)
            session.add(one)
    session.commit()


def make_late_technician(session: Session) -> None:
    start = utc_now() - timedelta(hours=2)
    visit = make_visit(session, planned_start=start, quota=1)
    make_assignment(session, visit, make_technician(session), claimed_at=start - timedelta(hours=1))
    session.commit()


def run(app: Flask, *jobs: Callable[[], None]) -> None:
    with app.app_context():
        for job in jobs:
            job()
        db.session.remove()


def alert_for(session: Session, person_id: int, *, seconds: float = 60) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        session.rollback()
        if session.scalar(select(Notification.id).where(Notification.user_id == person_id)):
            return True
        time.sleep(0.05)
    return False


@pytest.mark.parametrize("party", ["midtrans", "sendgrid", "smtp", "telegram", "whatsapp"])
def test_the_no_show_alert_goes_out_while_a_provider_hangs(
    silent: SilentServer, build: Callable[..., Flask], open_session: Callable[[], Session], party: str
) -> None:
    app, session = build(**settings_for(party, silent)), open_session()
    dewi = make_cs(session)
    make_backlog(session, party)
    run(app, relay)
    slow_worker = threading.Thread(target=run, args=(app, check_payments, fetch_media), daemon=True)
    slow_worker.start()
    assert silent.asked.wait(30)
    make_late_technician(session)
    run(app, watch_arrivals, relay)
    assert alert_for(session, dewi.id)
    slow_worker.join(60)


@pytest.mark.parametrize(("party", "sweep"), [("midtrans", check_payments), ("whatsapp", fetch_media)])
def test_a_sweep_ends_at_the_first_silence(
    silent: SilentServer,
    build: Callable[..., Flask],
    open_session: Callable[[], Session],
    party: str,
    sweep: Callable[[], None],
) -> None:
    app = build(**settings_for(party, silent))
    make_backlog(open_session(), party)
    run(app, sweep)
    assert len(silent.connections) == 1


def test_no_job_of_the_default_queue_asks_anybody_outside(
    silent: SilentServer, build: Callable[..., Flask], open_session: Callable[[], Session]
) -> None:
    everybody = {}
    for party in ("midtrans", "smtp", "telegram", "whatsapp"):
        everybody |= settings_for(party, silent)
    app, session = build(**everybody), open_session()
    make_backlog(session, "telegram")
    make_late_technician(session)
    run(app, *(job for job, queue in JOBS if queue == DEFAULT))
    assert silent.connections == []
