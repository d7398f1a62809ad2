"""The most frequent statements of a day, on a year's data: none reads a large table, or walks a large index, whole."""

import json
from collections.abc import Callable, Generator, Iterator
from typing import Any

import psycopg
import pytest
from flask import Flask
from sqlalchemy import create_engine, event

from app.core.clock import utc_now
from app.core.db import db
from app.jobs.documents.render import render_documents
from app.jobs.exports import write_exports
from app.jobs.housekeeping import count_days, expire_queue_offers, remind_customers
from app.jobs.inbox.apply import apply_inbox
from app.jobs.no_show_alerts import watch_arrivals
from app.jobs.outbox.fan_out import fan_out_due
from app.jobs.outbox.sending.lease import lease, write_notifications
from app.jobs.upkeep.retention import take_out_old_rows
from app.models.accounts.user import User
from app.models.messaging.outbox import Channel
from tests.benchmarks.day.company import load_company
from tests.benchmarks.day.sizes import ADMIN, FIRST_DESK, FIRST_MANAGER, FIRST_TODAY
from tests.support.isolation import build_app
from tests.support.logins import log_in
from tests.support.programs.databases import Databases
from workflows.visits.claims import claim_statements

pytestmark = [pytest.mark.bench, pytest.mark.slow]
LARGE = 5_000  # rows of a table, or read from an index, that nobody should wait for

PAGES = {
    "technician home": (1, "/technician/"),
    "pool": (1, "/technician/pool"),
    "pool, asked again": (1, "/technician/pool/rows"),
    "pool, one job": (1, f"/technician/pool/{FIRST_TODAY}"),
    "number of notifications": (1, "/notifications/bell"),
    "notifications": (1, "/notifications"),
    "board": (FIRST_DESK, "/admin/board/rows"),
    "home of CS": (FIRST_DESK, "/admin/"),
    "list of visits": (FIRST_DESK, "/admin/visits/"),
    "a visit": (FIRST_DESK, f"/admin/visits/details/?id={FIRST_TODAY - 10}"),
    "list of invoices": (FIRST_DESK, "/admin/invoices/"),
    "list of messages": (FIRST_DESK, "/admin/outbox/"),
    "a customer": (FIRST_DESK, "/admin/customers/details/?id=7"),
    "KPI, 30 days": (FIRST_MANAGER, "/admin/kpi/?days=30"),
    "KPI, a year": (FIRST_MANAGER, "/admin/kpi/?days=365"),
    "audit log": (ADMIN, "/admin/audit/"),
    "invoice page": (None, f"/i/invoice-{FIRST_TODAY - 5}"),
}
JOBS: dict[str, Callable[[], object]] = {
    "fan out": fan_out_due,
    "lease": lambda: [lease(channel, 20) for channel in (Channel.TELEGRAM, Channel.EMAIL, Channel.WHATSAPP)],
    "notifications": write_notifications,
    "inbox": apply_inbox,
    "offers": expire_queue_offers,
    "no-shows": watch_arrivals,
    "documents": render_documents,
    "exports": write_exports,
    "reminders": remind_customers,
    "figures": count_days,
    "retention": take_out_old_rows,
}
# what adds up a table by its nature: the figures of one month are all of that month's rows
ADDS_UP = {"kpi_days"}

Statement = tuple[str, Any]


@pytest.fixture(scope="module")
def company(databases: Databases) -> Generator[str]:
    with databases.passing_copy(frozen=False) as url:
        load_company(url)
        yield url


@pytest.fixture(scope="module")
def large_tables(company: str) -> frozenset[str]:
    with psycopg.connect(company) as connection:
        rows = connection.execute("SELECT relname FROM pg_class WHERE relkind = 'r' AND reltuples > %s", (LARGE,))
        return frozenset(name for (name,) in rows.fetchall())


@pytest.fixture
def app(company: str, redis_url: str, tmp_path: Any, real_clock: None) -> Generator[Flask]:
    engine = create_engine(company)
    app = build_app(engine, redis_url, tmp_path)
    yield app
    with app.app_context():
        db.session.remove()
        db.engine.dispose()
    engine.dispose()


@pytest.fixture
def asked(app: Flask) -> Iterator[list[Statement]]:
    """Everything that is asked by way of SQLAlchemy, with its values."""
    statements: list[Statement] = []

    def note(_c: object, _cursor: object, statement: str, values: Any, _context: object, many: bool) -> None:
        if not many and statement.lstrip().upper().startswith(("SELECT", "WITH", "UPDATE", "DELETE")):
            statements.append((statement, values))

    with app.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", note)
    yield statements
    event.remove(engine, "before_cursor_execute", note)


def whole_reads(plan: dict[str, Any], large: frozenset[str]) -> Iterator[str]:
    """The nodes that read all of a large table or index."""
    table = plan.get("Relation Name", "")
    read = (plan.get("Actual Rows", 0) + plan.get("Rows Removed by Filter", 0)) * plan.get("Actual Loops", 1)
    kind = plan["Node Type"]
    if table in large - ADDS_UP:
        if kind == "Seq Scan" and read > LARGE:
            yield f"{kind} of {table}: {read:.0f} rows"
        if kind.startswith("Index") and "Index Cond" not in plan and read > LARGE:
            yield f"{kind} of {table} by {plan['Index Name']}: {read:.0f} rows"
    for part in plan.get("Plans", ()):
        yield from whole_reads(part, large)


def faults_of(company: str, statements: list[Statement], large: frozenset[str]) -> list[str]:
    found: list[str] = []
    with psycopg.connect(company) as connection:
        for statement, values in statements:
            [[[plan]]] = [
                connection.execute(b"EXPLAIN (ANALYZE, FORMAT JSON) " + statement.encode(), values).fetchone()
            ]
            connection.rollback()
            plan = json.loads(plan) if isinstance(plan, str) else plan
            found += [
                f"{fault}\n  {' '.join(statement.split())[:300]}"
                for fault in whole_reads(plan[0]["Plan"] if isinstance(plan, list) else plan["Plan"], large)
            ]
    return found


@pytest.mark.parametrize("name", sorted(PAGES))
def test_a_page(app: Flask, company: str, asked: list[Statement], large_tables: frozenset[str], name: str) -> None:
    user_id, address = PAGES[name]
    client = app.test_client()
    if user_id is not None:
        with app.app_context():
            log_in(client, db.session.get_one(User, user_id))
    client.get(address)
    asked.clear()
    assert client.get(address).status_code == 200
    assert asked
    assert faults_of(company, asked, large_tables) == []


@pytest.mark.parametrize("name", sorted(JOBS))
def test_a_job(app: Flask, company: str, asked: list[Statement], large_tables: frozenset[str], name: str) -> None:
    with app.app_context():
        JOBS[name]()
        db.session.remove()
    assert asked
    assert faults_of(company, asked, large_tables) == []


@pytest.mark.parametrize("statement", ["ATTEMPT", "CLAIM", "LOCK_TECHNICIAN", "WHY_NOT"])
def test_a_claim(app: Flask, company: str, large_tables: frozenset[str], statement: str) -> None:
    values = {"visit_id": FIRST_TODAY, "technician_id": 7, "now": utc_now(), "source": "POOL", "result": "FULL"}
    values |= {"request_id": "", "via": "WEB", "token_id": None, "address": ""}
    given = getattr(claim_statements, statement)
    clause = getattr(given, "clause", given)
    statements: list[Statement] = []

    def note(_c: object, _cursor: object, sql: str, parameters: Any, _context: object, _many: bool) -> None:
        statements.append((sql, parameters))

    with app.app_context(), db.engine.connect() as connection, connection.begin() as outer:
        event.listen(connection, "before_cursor_execute", note)
        connection.execute(clause, {name: value for name, value in values.items() if f":{name}" in str(clause)})
        outer.rollback()
    assert faults_of(company, statements, large_tables) == []
