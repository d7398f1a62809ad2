"""The race over HTTP, with session, CSRF token, idempotency key and all, against the same statement by pgbench."""

import re
import secrets
import subprocess
from collections.abc import Iterable
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

import psycopg
from flask import Flask
from itsdangerous import URLSafeTimedSerializer

from app.http.auth.sessions import CSRF, form_seed
from app.launch.servers.postgres import server_programs
from tests.benchmarks.databases import SMALL, Databases
from tests.benchmarks.load_client import Request, send_all
from tests.benchmarks.timing import table
from tests.factories import password_hash
from tests.support.programs.live import Site
from workflows.visits.claims import claim_statements

CLIENTS = 8
REQUESTS = 160 if SMALL else 1600
ROUNDS = 3
RACE = 200
HOT, FULL, RACES = 1, 2, 3  # tickets: one for all, one without places, then one for each race; the many come after
MANY = 1000
TECHNICIANS = 60_000

_PREPARE = f"""
ALTER TABLE visit_tickets DROP CONSTRAINT ck_visit_tickets_quota;
INSERT INTO users (id, name, username, role, status, locale, password_hash, must_change_password, session_version, failed_logins)
SELECT i, 'T' || i, 't' || i, 'TECHNICIAN', 'ACTIVE', 'id', '{password_hash()}', false, 1, 0
  FROM generate_series(1, {TECHNICIANS}) i;
-- seen just now at every press: a phone that shows the pool asks for it every few seconds
INSERT INTO user_sessions (id, user_id, token_sha256, how, last_seen_at, fresh_at, expires_at, device, device_sha256, address)
SELECT i, i, encode(sha256(('phone-' || i)::bytea), 'hex'), 'PASSWORD', now() + interval '1 hour', now(),
       now() + interval '1 day', '', '', ''
  FROM generate_series(1, {TECHNICIANS}) i;
INSERT INTO customers (id, code, name, locale, source, status, npwp, notes, street, rt_rw, village, district, city,
                       province, postal_code, landmark)
VALUES (1, 'PLG-1', 'Pak Agus', 'id', 'MANUAL', 'ACTIVE', '', '', '', '', '', '', '', '', '', '');
INSERT INTO sites (id, customer_id, name, time_zone, street, rt_rw, village, district, city, province, postal_code, landmark)
VALUES (1, 1, 'Rumah', 'Asia/Jakarta', '', '', '', '', '', '', '', '');
INSERT INTO visit_tickets (id, number, customer_id, site_id, problem, notes, priority, status, planned_start, planned_end,
       added_days, quota, places_offered, places_taken, places_reserved, queue_tail, emergency, version)
SELECT i, 'TKT-' || i, 1, 1, 'AC bocor', '', 'MEDIUM', CASE i WHEN {FULL} THEN 'ASSIGNED' ELSE 'OPEN' END,
       now() + interval '1 day', now() + interval '1 day 3 hours', 0, q, q, CASE i WHEN {FULL} THEN q ELSE 0 END, 0, 0, false, 1
  FROM generate_series(1, {MANY + TECHNICIANS}) i,
       LATERAL (SELECT CASE WHEN i = {HOT} THEN 32000 WHEN i < {MANY} THEN 3 ELSE 2 END AS q) quota;
"""


def measure(databases: Databases) -> str:
    url = databases.database("bench_claims")
    prepare(url)
    with TemporaryDirectory(prefix="sigap-claims-") as folder:
        site = Site(url, databases.redis.url(1), Path(folder), {"LOG_LEVEL": "INFO"})
        bare = Site(url, databases.redis.url(1), Path(folder))
        try:
            site.start_web()
            bare.start_web(wsgi="tests.benchmarks.bare:app")
            return _compare(databases, databases.app(url), url, site, bare)
        finally:
            site.stop()
            bare.stop()


def prepare(url: str) -> None:
    """Tickets to press for, and technicians who are logged in."""
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(_PREPARE.encode())
        connection.execute("VACUUM ANALYZE")


class Turn:
    """Gives every press a technician of its own."""

    def __init__(self, app: Flask, address: str) -> None:
        self.app, self.address, self.next = app, address, 1

    def take(self, count: int) -> range:
        begin, self.next = self.next, self.next + count
        return range(begin, self.next)

    def requests(self, count: int, tickets: Iterable[int] | int) -> list[Request]:
        technicians = self.take(count)
        chosen = [tickets] * count if isinstance(tickets, int) else list(tickets)
        return [self._request(technician, ticket) for technician, ticket in zip(technicians, chosen, strict=True)]

    def _request(self, technician: int, ticket: int) -> Request:
        seed = form_seed(self.app.secret_key, technician)
        signer = self.app.session_interface.get_signing_serializer(self.app)  # type: ignore[attr-defined]
        cookie = signer.dumps({CSRF: seed})
        token = URLSafeTimedSerializer(self.app.secret_key, salt="wtf-csrf-token").dumps(seed)
        return Request(
            self.address,
            f"/technician/pool/{ticket}/claim",
            {
                "Cookie": f"sigap_login=phone-{technician}; {self.app.config['SESSION_COOKIE_NAME']}={cookie}",
                "X-CSRFToken": str(token),
                "Idempotency-Key": secrets.token_hex(16),
                "Accept": "application/json",
            },
        )


def _compare(databases: Databases, app: Flask, url: str, site: Site, bare: Site) -> str:
    address = site.url.removeprefix("http://")
    turn = Turn(app, address)
    send_all(turn.requests(200, range(MANY + 50_000, MANY + 50_200)), CLIENTS)  # warm
    send_all(_bare(bare, range(50_300, 50_500), FULL), CLIENTS)
    rates: dict[str, list[float]] = {}
    for turns in range(ROUNDS):
        start = 40_000 + turns * 2 * REQUESTS  # technicians nobody else sends
        rates.setdefault("pgbench, hot", []).append(_pgbench(databases, url, str(HOT), start))
        rates.setdefault("http, hot", []).append(send_all(turn.requests(REQUESTS, HOT), CLIENTS).rate)
        many = "1000 + :technician_id"
        rates.setdefault("pgbench, many", []).append(_pgbench(databases, url, many, start + REQUESTS))
        own = range(MANY + turn.next, MANY + turn.next + REQUESTS)
        rates.setdefault("http, many", []).append(send_all(turn.requests(REQUESTS, own), CLIENTS).rate)
        rates.setdefault("http, full", []).append(send_all(turn.requests(REQUESTS, FULL), CLIENTS).rate)
        noop = [Request(address, "/healthz", {}, "GET")] * REQUESTS
        rates.setdefault("http, no-op", []).append(send_all(noop, CLIENTS).rate)
        for name, ticket in (("bare, hot", HOT), ("bare, many", None), ("bare, full", FULL)):
            rates.setdefault(name, []).append(send_all(_bare(bare, turn.take(REQUESTS), ticket), CLIENTS).rate)
    best = {name: median(found) for name, found in rates.items()}
    lines = [
        (name, min(rates[name]), best[name], max(rates[name]), *ratio)
        for name, ratio in (
            ("pgbench, hot", ("", "")),
            ("bare, hot", (best["bare, hot"] / best["pgbench, hot"], "")),
            ("http, hot", (best["http, hot"] / best["pgbench, hot"], "≥ 0.45")),
            ("pgbench, many", ("", "")),
            ("bare, many", (best["bare, many"] / best["pgbench, many"], "")),
            ("http, many", (best["http, many"] / best["pgbench, many"], "≥ 0.20")),
            ("http, no-op", ("", "")),
            ("bare, full", (best["bare, full"] / best["http, no-op"], "")),
            ("http, full", (best["http, full"] / best["http, no-op"], "≥ 0.40")),
        )
    ]
    return table(("per second", "min", "median", "max", "ratio", "target"), lines) + "\n\n" + _races(turn, url, best)


def _bare(site: Site, technicians: Iterable[int], ticket: int | None) -> list[Request]:
    """Presses at the floor, for one ticket or each for its own."""
    address = site.url.removeprefix("http://")
    return [Request(address, f"/claim/{ticket or MANY + person}/{person}") for person in technicians]


def _races(turn: Turn, url: str, best: dict[str, float]) -> str:
    """Two hundred press at once for three places, again and again."""
    lasts = []
    races = 3 if SMALL else 20
    for race in range(races):
        outcome = send_all(turn.requests(RACE, RACES + race), RACE)
        lasts.append(outcome.seconds)
        assert outcome.statuses == {200: 3, 409: RACE - 3}, outcome.statuses
    with psycopg.connect(url) as connection:
        oversold = connection.execute(
            "SELECT count(*) FROM (SELECT visit_id FROM assignments GROUP BY visit_id HAVING count(*) > 3) v WHERE visit_id <> 1"
        ).fetchone()
    assert oversold == (0,)
    expected = RACE / best["http, full"]
    return (
        f"{races} races of {RACE} for 3 places: 3 winners and {RACE - 3} polite refusals in each, 0 oversold; last answer "
        f"after {median(lasts) * 1000:.0f} ms = {median(lasts) / expected:.2f} × {RACE} / (rate of losers), target 1.5."
    )


def _pgbench(databases: Databases, url: str, ticket: str, first: int) -> float:
    """The statement of the claim alone, one transaction each, prepared."""
    statement = re.sub(r"\s+", " ", str(claim_statements.CLAIM.clause)).strip()
    for name, value in {
        ":now": "now()",
        ":source": "'POOL'",
        ":request_id": "''",
        ":via": "'WEB'",
        ":address": "''",
        ":token_id": "NULL",
        ":visit_id": ":visit",
    }.items():
        statement = statement.replace(name, value)
    script = Path(databases.home) / "claim.sql"
    script.write_text(
        "\\set n :n + 1\n"
        f"\\set technician_id {first} + :client_id * {REQUESTS // CLIENTS} + :n - 1\n"
        f"\\set visit {ticket}\n{statement};\n"
    )
    program = server_programs(databases.home) / "pgbench"
    parts = psycopg.conninfo.conninfo_to_dict(url)
    answer = subprocess.run(
        [program, "-n", "-M", "prepared", "-c", str(CLIENTS), "-j", "2", "-t", str(REQUESTS // CLIENTS), "-D", "n=0",
         "-f", script, "-h", parts["host"], "-U", parts["user"], parts["dbname"]],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    return float(re.search(r"tps = ([0-9.]+)", answer.stdout)[1])  # type: ignore[index]
