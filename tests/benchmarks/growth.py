"""What one visit leaves in the database of a company with 500 technicians, and what is left of it after its time.

`python -m tests.benchmarks growth`: visits are planned, published, called out, taken, worked, finished and billed through
the workflows; Telegram takes so many messages before somebody takes the job (`GROWTH_SENT`), who are called in waves of
so many (`GROWTH_WAVE`; 0: everybody at once). Photos are left out.
"""

import os
from datetime import datetime, timedelta
from typing import Any

import psycopg
from sqlalchemy.orm import Session

from app.core.clock import utc_now
from app.core.db import db, transaction
from app.jobs.outbox.fan_out import fan_out_due
from app.jobs.outbox.sending.lease import lease, record, write_notifications
from app.jobs.outbox.sending.leased_delivery import Result
from app.jobs.upkeep.retention import take_out_old_rows
from app.models.accounts.user import User
from app.models.customers.customer import Customer, Site
from app.models.messaging.outbox import Channel, DeliveryStatus
from app.models.visits.visit import VisitTicket
from tests.benchmarks.databases import SMALL, Databases
from tests.benchmarks.day.company import load_people
from tests.benchmarks.day.sizes import CUSTOMERS, FIRST_DESK, TECHNICIANS
from tests.benchmarks.timing import table
from tests.factories import make_visit
from workflows.fieldwork import Fix, Stamp, check_in, check_out, finish_anyway
from workflows.invoices import draft_invoice
from workflows.visits import claim_place, publish_visit

VISITS = 20 if SMALL else 200
SENT_BEFORE_CLAIM = int(os.environ.get("GROWTH_SENT", "56"))  # two seconds of Telegram
WAVE = int(os.environ.get("GROWTH_WAVE", "0"))
ON_DUTY = 3
BEFORE = (1219, 1_100_000)  # rows and bytes for each visit, measured on 29 November 2026

_ROWS = "SELECT relname, n_tup_ins, n_live_tup FROM pg_stat_user_tables"
_BYTES = "SELECT relname, pg_total_relation_size(relid) FROM pg_stat_user_tables"
_AGE = (
    ("deliveries", "created_at"),
    ("outbox_messages", "created_at"),
    ("notifications", "created_at"),
    ("idempotency_keys", "created_at"),
)


def measure(databases: Databases) -> str:
    url = databases.database("growth")
    with psycopg.connect(url, autocommit=True) as connection:
        for statement in load_people():
            connection.execute(statement.encode())
        connection.execute("UPDATE users SET on_duty = id < %s WHERE role = 'CS'", (FIRST_DESK + ON_DUTY,))
        connection.execute("UPDATE company SET wave_size = %s", (WAVE,))
        connection.execute("VACUUM ANALYZE")
    app = databases.app(url)
    before = _sizes(url)
    with app.app_context():
        for number in range(VISITS):
            _live(number)
            db.session.remove()
    after = _sizes(url)
    _grow_old(url)
    with app.app_context():
        take_out_old_rows()
    return _report(before, after, _sizes(url))


def _live(number: int) -> None:
    """One visit from its plan to its invoice."""
    now = utc_now()
    with transaction() as session:
        visit_id = _planned(session, number, now).id
    with transaction() as session:
        publish_visit(session, visit_id=visit_id, actor=session.get_one(User, FIRST_DESK), now=now)
    _send(SENT_BEFORE_CLAIM)
    technician_id = number % TECHNICIANS + 1
    with transaction() as session:
        claim_place(session, visit_id=visit_id, technician=session.get_one(User, technician_id), now=now)
    _send(None)
    with transaction() as session:
        technician = session.get_one(User, technician_id)
        for step in (check_in, check_out):
            fix = Fix(latitude=-6.914744, longitude=107.609810, accuracy_m=12.0)
            stamp = Stamp(client_key=f"{step.__name__}-{number:08d}", fix=fix)
            step(session, visit_id=visit_id, technician=technician, stamp=stamp, now=now)
        finish_anyway(session, visit_id=visit_id, actor=session.get_one(User, FIRST_DESK), now=now, reason="Ukuran")
        draft_invoice(session, visit_id=visit_id, actor=session.get_one(User, FIRST_DESK), now=now)
    _send(None)


def _planned(session: Session, number: int, now: datetime) -> VisitTicket:
    """Every technician is free: each visit has a time of its own."""
    start = now - timedelta(minutes=5)
    customer = session.get_one(Customer, number % CUSTOMERS + 1)
    site = session.get_one(Site, customer.id)
    facts = {"status": "DRAFT", "quota": 1, "planned_start": start, "created_by_id": FIRST_DESK}
    return make_visit(session, customer=customer, site=site, **facts)


def _send(most: int | None) -> None:
    """What the relay does, with providers that take everything; of Telegram's at most so many."""
    sent = 0
    while True:
        busy = fan_out_due() > 0
        busy = write_notifications() > 0 or busy
        for channel in (Channel.TELEGRAM, Channel.EMAIL, Channel.WHATSAPP):
            if channel == Channel.TELEGRAM and most is not None and sent >= most:
                continue
            leased = lease(channel, 20)
            record(
                [
                    Result(one.id, one.tries, DeliveryStatus.SENT, provider_id=str(one.id), sent_at=utc_now())
                    for one in leased
                ]
            )
            sent += len(leased) if channel == Channel.TELEGRAM else 0
            busy = busy or bool(leased)
        if not busy or (most is not None and sent >= most):
            return


def _grow_old(url: str) -> None:
    """As if it had all been 400 days ago."""
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("SET session_replication_role = replica")
        for name, column in (*_AGE, ("claim_attempts", "at"), ("audit_entries", "at")):
            connection.execute(f"UPDATE {name} SET {column} = {column} - interval '2000 days'".encode())
        connection.execute("VACUUM")


def _sizes(url: str) -> dict[str, tuple[int, int, int]]:
    """By table: rows ever inserted, rows that are there, bytes with indexes."""
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("SELECT pg_stat_force_next_flush()")
        sizes = dict(connection.execute(_BYTES).fetchall())
        inserted = {name: count for name, count, _live in connection.execute(_ROWS).fetchall()}
        there = {
            name: connection.execute(f'SELECT count(*) FROM "{name}"'.encode()).fetchone()[0]  # type: ignore[index]
            for name in sizes
        }
    return {name: (inserted[name], there[name], size) for name, size in sizes.items()}


def _report(before: dict[str, Any], after: dict[str, Any], kept: dict[str, Any]) -> str:
    grown = {
        name: ((after[name][0] - before[name][0]) / VISITS, (after[name][2] - before[name][2]) / VISITS)
        for name in after
    }
    rows = [
        (name, made, size / 1000, (kept[name][1] - before[name][1]) / VISITS)
        for name, (made, size) in sorted(grown.items(), key=lambda item: -item[1][0])
        if made >= 0.5
    ]
    total = tuple(sum(values) for values in zip(*(row[1:] for row in rows), strict=True))
    head = ("table", "rows per visit", "KB per visit with indexes", "rows left after its retention")
    said = (
        f"{VISITS} visits, {TECHNICIANS} technicians who may take each, {SENT_BEFORE_CLAIM} Telegram messages sent "
        f"before somebody took it, {f'waves of {WAVE}' if WAVE else 'all called at once'}, {ON_DUTY} of 20 CS on duty"
    )
    return "\n\n".join(
        (
            said,
            table(head, [*rows, ("all", *total), ("before", BEFORE[0], BEFORE[1] / 1000, BEFORE[0])]),
        )
    )
