"""One public update told to 10,000 subscribers of the status page on four channels, from its row to the last receipt.

`python -m tests.benchmarks status`. The goal is five minutes. Telegram's own limit (28 messages a second over all chats)
is kept: it alone makes 10,000 Telegram chats take 357 seconds, whatever we do.
"""

import time
from multiprocessing import Queue, get_context

import psycopg
from sqlalchemy import create_engine
from sqlalchemy.orm import Session

from app.core.clock import utc_now
from app.factory import create_app
from app.jobs.outbox.relay import relay
from app.jobs.outbox.sending.channel_workers import stop_workers
from app.models.accounts.user import Role
from app.models.monitoring.alarm import Severity
from tests.benchmarks.databases import SMALL, Databases
from tests.benchmarks.messages import receiver
from tests.benchmarks.timing import table
from tests.factories import make_company, make_user
from tests.standins.mail import MailStandIn
from tests.support.settings import settings_for_tests
from workflows.incidents import declare_incident, publish_update

SCALE = 100 if SMALL else 1
PARTS = {"EMAIL": 8000 // SCALE, "WHATSAPP": 800 // SCALE, "TELEGRAM": 800 // SCALE, "WEBHOOK": 400 // SCALE}
GOAL_SECONDS = 300

_SUBSCRIBERS = """
INSERT INTO whatsapp_contacts (id, wa_id, profile_name, last_inbound_at, draft, failures)
SELECT n, '62812' || lpad(n::text, 8, '0'), 'Agus', now(), '{}', 0 FROM generate_series(1, %(WHATSAPP)s) n;
INSERT INTO status_subscribers (channel, email, confirmed_at, ask_date)
SELECT 'EMAIL', 'orang' || n || '@contoh.id', now(), current_date FROM generate_series(1, %(EMAIL)s) n;
INSERT INTO status_subscribers (channel, contact_id, confirmed_at, ask_date)
SELECT 'WHATSAPP', n, now(), current_date FROM generate_series(1, %(WHATSAPP)s) n;
INSERT INTO status_subscribers (channel, chat_id, confirmed_at, ask_date)
SELECT 'TELEGRAM', 1000 + n, now(), current_date FROM generate_series(1, %(TELEGRAM)s) n;
INSERT INTO status_subscribers (channel, url, confirmed_at, ask_date)
SELECT 'WEBHOOK', %(url)s || '/' || n, now(), current_date FROM generate_series(1, %(WEBHOOK)s) n;
"""


def measure(databases: Databases) -> str:
    url = databases.database("bench_status_news")
    with receiver(0.0) as provider, _mail_server() as port:
        app = create_app(
            settings_for_tests(
                database_url=url,
                redis_url=databases.redis.url(3),
                instance_dir=databases.home,
                log_level="ERROR",
                wa_api_base=provider,
                wa_token="x",
                wa_app_secret="x",
                wa_phone_number_id="1",
                telegram_api_base=provider,
                telegram_bot_token="1:x",
                smtp_host="127.0.0.1",
                smtp_port=port,
                smtp_starttls=False,
                webhook_loopback=True,
            )
        )
        with psycopg.connect(url, autocommit=True, cursor_factory=psycopg.ClientCursor) as connection:
            connection.execute(_SUBSCRIBERS, {**PARTS, "url": provider})
            _publish(url)
            lines = _until_told(app, connection)
        stop_workers(app, at_once=True)
    slowest = max(line[2] for line in lines)
    said = f"{sum(PARTS.values()):,} told in {slowest:.0f} s (goal {GOAL_SECONDS} s)."
    return f"{table(('channel', 'subscribers', 'seconds to the last'), lines)}\n\n{said}"


def _publish(url: str) -> None:
    with Session(create_engine(url)) as session, session.begin():
        make_company(session)
        rani, now = make_user(session, "Rani", Role.DEVOPS), utc_now()
        given = {"title": "Portal lambat", "severity": Severity.SEV3, "component": "Portal"}
        incident = declare_incident(session, **given, actor=rani, now=now)
        publish_update(session, incident_id=incident.id, actor=rani, now=now, text="Kami selidiki")


def _until_told(app, connection) -> list[tuple[str, int, float]]:
    began, done = time.perf_counter(), {}
    while len(done) < len(PARTS):
        with app.app_context():
            relay()
        found = connection.execute(
            "SELECT channel, count(*) FROM deliveries WHERE kind = 'status.news' AND status = 'SENT' GROUP BY 1"
        ).fetchall()
        for channel, count in found:
            if count == PARTS[channel]:
                done.setdefault(channel, time.perf_counter() - began)
        assert time.perf_counter() - began < 2 * GOAL_SECONDS, connection.execute(
            "SELECT channel, status, error_code, count(*) FROM deliveries GROUP BY 1, 2, 3"
        ).fetchall()
        time.sleep(0.05)
    return [(channel, PARTS[channel], done[channel]) for channel in PARTS]


def _serve(told: "Queue[int]") -> None:
    server = MailStandIn().start()
    told.put(server.port)
    server.stopping.wait()


class _mail_server:  # noqa: N801  used as a function
    """A mail server in a process of its own."""

    def __enter__(self) -> int:
        told: Queue[int] = get_context("spawn").Queue()
        self._process = get_context("spawn").Process(target=_serve, args=(told,), daemon=True)
        self._process.start()
        return told.get(timeout=60)

    def __exit__(self, *_: object) -> None:
        self._process.terminate()
        self._process.join()
