"""Messages a second through the relay, against a bare keep-alive loop of the same library to the same receiver."""

import itertools
import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from multiprocessing import Queue, get_context
from statistics import median
from typing import Any

import psycopg
import requests
from flask import Flask
from sqlalchemy import create_engine
from sqlalchemy.orm import Session

from app.factory import create_app
from app.jobs.outbox.relay import relay
from app.jobs.outbox.sending.channel_workers import stop_workers
from tests.benchmarks.databases import SMALL, Databases
from tests.benchmarks.timing import table
from tests.factories import make_company
from tests.support.settings import settings_for_tests

MESSAGES = 200 if SMALL else 2000
SLOW_MESSAGES = 100 if SMALL else 1000
ROUNDS = 3
DELAY = 0.05

_PREPARE = """
INSERT INTO whatsapp_contacts (id, wa_id, profile_name, last_inbound_at, draft, failures)
VALUES (1, '6281234567890', 'Pak Agus', now(), '{}', 0);
INSERT INTO customers (id, code, name, locale, source, status, npwp, notes, street, rt_rw, village, district, city,
                       province, postal_code, landmark)
VALUES (1, 'PLG-1', 'Pak Agus', 'id', 'MANUAL', 'ACTIVE', '', '', '', '', '', '', '', '', '', '');
"""
_EVENT = """
INSERT INTO outbox_messages (kind, payload, due_at)
SELECT 'contact.reply', '{"contact_id": 1, "template": "contact.note", "facts": {"text": "Kabar"}}', now()
  FROM generate_series(1, %s)
"""


def measure(databases: Databases) -> str:
    url = databases.database("bench_messages")
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(_PREPARE)
    with Session(create_engine(url)) as session, session.begin():
        make_company(session)
    found: dict[str, list[float]] = {}
    for delay, messages in ((0.0, MESSAGES), (DELAY, SLOW_MESSAGES)):
        with receiver(delay) as address:
            app = _app(databases, url, address)
            for _round in range(ROUNDS):
                bare = min(messages, 100) if delay else messages
                found.setdefault(f"bare Session loop, {delay * 1000:.0f} ms", []).append(_bare(address, bare))
                found.setdefault(f"relay, {delay * 1000:.0f} ms", []).append(_relay(app, url, messages))
            stop_workers(app, at_once=True)
    best = {name: median(rates) for name, rates in found.items()}
    fast, slow = best["relay, 0 ms"] / best["bare Session loop, 0 ms"], best[f"relay, {DELAY * 1000:.0f} ms"]
    lines = [(name, min(rates), best[name], max(rates)) for name, rates in found.items()]
    return (
        table(("messages per second", "min", "median", "max"), lines)
        + f"\n\nRelay, addressing included: {fast:.2f} × the bare loop (target 0.8); {slow:.0f}/s with a provider that takes 50 ms "
        "(target 400)."
    )


def _app(databases: Databases, url: str, address: str) -> Flask:
    return create_app(
        settings_for_tests(
            database_url=url,
            redis_url=databases.redis.url(3),
            instance_dir=databases.home,
            log_level="ERROR",
            wa_api_base=address,
            wa_token="x",
            wa_app_secret="x",
            wa_phone_number_id="1",
        )
    )


def _bare(address: str, messages: int) -> float:
    session = requests.Session()
    began = time.perf_counter()
    for _delivery in range(messages):
        session.post(f"{address}/v26.0/1/messages", json=_BODY, headers={"Authorization": "Bearer x"}).json()
    return messages / (time.perf_counter() - began)


def _relay(app: Flask, url: str, messages: int) -> float:
    """From the promise to the last receipt; addressing is part of it."""
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("TRUNCATE outbox_messages, deliveries CASCADE")
        connection.execute(_EVENT, (messages,))
        began = time.perf_counter()
        while True:
            with app.app_context():
                relay()
            sent = connection.execute("SELECT count(*) FROM deliveries WHERE status = 'SENT'").fetchone()
            if sent == (messages,):
                return messages / (time.perf_counter() - began)
            assert time.perf_counter() - began < 120, connection.execute(
                "SELECT status, error_code, count(*) FROM deliveries GROUP BY 1, 2"
            ).fetchall()
            time.sleep(0.005)


_BODY = {"messaging_product": "whatsapp", "to": "6281234567890", "type": "text", "text": {"body": "Kabar"}}
_ids = itertools.count(1)


class _Receiver(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    delay = 0.0

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        time.sleep(self.delay)
        answer = {
            "ok": True,  # as Telegram says it
            "result": {"message_id": next(_ids)},
            "messaging_product": "whatsapp",
            "contacts": [{"wa_id": "6281234567890"}],
            "messages": [{"id": f"wamid.{next(_ids)}"}],
        }
        body = json.dumps(answer).encode()
        head = f"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
        self.wfile.write(head.encode() + body)

    def log_message(self, *_arguments: Any) -> None:
        """Say nothing."""


class _Server(ThreadingHTTPServer):
    request_queue_size = 128
    daemon_threads = True


def _serve(delay: float, told: "Queue[int]") -> None:
    _Receiver.delay = delay
    server = _Server(("127.0.0.1", 0), _Receiver)
    told.put(server.server_port)
    server.serve_forever()


@contextmanager
def receiver(delay: float) -> Iterator[str]:
    """A provider in a process of its own."""
    context = get_context("spawn")
    told: Queue[int] = context.Queue()
    process = context.Process(target=_serve, args=(delay, told), daemon=True)
    process.start()
    try:
        yield f"http://127.0.0.1:{told.get(timeout=60)}"
    finally:
        process.terminate()
        process.join()
