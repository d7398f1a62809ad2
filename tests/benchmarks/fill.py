"""A company with many years of data, made by generate_series: only the newest visits are open."""

from collections.abc import Generator, Sequence
from contextlib import contextmanager
from typing import Any

import psycopg
from sqlalchemy import Boolean

from app.core.db import Base
from app.models.accounts.user import User
from app.models.audit.audit_log import AuditEntry
from app.models.customers.customer import Customer, Site
from app.models.finance.invoice import Invoice
from app.models.kpi import KpiDay
from app.models.messaging.outbox import Delivery, OutboxMessage
from app.models.visits.assignment import Assignment
from app.models.visits.visit import VisitTicket
from tests.factories import password_hash

TECHNICIANS = 200
DESK = 300  # the id of the CS user; 301 sales, 302 admin, 303 manager
KPI_DAYS = 1095
RARE = "zeolit"  # twenty visits speak of it, whatever the size
COMMON = "bocor"  # one visit in five

_FIRST = "Agus Budi Citra Dedi Eka Fajar Gita Hadi Indah Joko Kartika Lina Made Nina Oki Putri Rudi Sri Tono Wati"
_LAST = "Salim Santoso Wijaya Pratama Lestari Nugroho Hidayat Saputra Utami Kusuma Siregar Nasution Ginting Tanjung"
_PROBLEMS = (
    "AC tidak dingin sejak kemarin",
    "AC bocor di ruang tamu",
    "Kulkas mati total",
    "Mesin cuci berisik",
    "Pompa air tidak menyala",
)


def fill(url: str, rows: int) -> None:
    """Customers, sites, visits, places, invoices and audit rows: `rows` of each; half as many messages."""
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("SET session_replication_role = replica")
        connection.execute("SET synchronous_commit = off")
        connection.execute("SET maintenance_work_mem = '256MB'")
        connection.execute("ALTER TABLE assignments DROP CONSTRAINT ex_assignments_one_visit_at_a_time")
        later = _drop_indexes(connection)
        for statement in _statements(rows):
            connection.execute(statement.encode())
        for statement in later:
            connection.execute(statement)
        connection.execute("VACUUM ANALYZE")


def _drop_indexes(connection: Any) -> list[bytes]:
    """Take down what can be built faster afterwards; returns the statements that build it."""
    found = connection.execute(
        "SELECT i.indexname, i.indexdef FROM pg_indexes i WHERE i.schemaname = 'public' AND NOT EXISTS "
        "(SELECT FROM pg_constraint c WHERE c.conname = i.indexname) AND i.tablename IN "
        "('customers', 'sites', 'visit_tickets', 'assignments', 'invoices', 'deliveries', 'audit_entries')"
    ).fetchall()
    for name, _definition in found:
        connection.execute(f'DROP INDEX "{name}"'.encode())
    return [definition.encode() for _name, definition in found]


def _statements(rows: int) -> list[str]:
    first, last = _words(_FIRST), _words(_LAST)
    problems = "ARRAY[" + ", ".join(f"'{text}'" for text in _PROBLEMS) + "]"
    step = f"interval '3 years' / {rows}"
    start = f"date_trunc('minute', now() - interval '3 years' + i * {step}) + interval '14 days'"
    state = (
        f"CASE WHEN i > {rows} * 0.998 THEN (ARRAY['DRAFT', 'OPEN', 'ASSIGNED', 'IN_PROGRESS'])[i % 4 + 1] "
        f"WHEN i > {rows} * 0.99 THEN 'DONE' WHEN i % 20 = 0 THEN 'CANCELLED' ELSE 'CLOSED' END"
    )
    return [
        insert_rows(
            User,
            TECHNICIANS,
            id="i",
            name=f"{first} || ' Teknisi ' || i",
            username="'teknisi' || i",
            role="'TECHNICIAN'",
            phone_e164="'+62811' || lpad(i::text, 7, '0')",
            password_hash=f"'{password_hash()}'",
            must_change_password="false",
        ),
        *(
            insert_rows(
                User,
                1,
                id=str(DESK + place),
                name=f"'{name}'",
                username=f"'{name.lower()}'",
                role=f"'{role}'",
                password_hash=f"'{password_hash()}'",
                must_change_password="false",
            )
            for place, (name, role) in enumerate(
                (("Dewi", "CS"), ("Rina", "SALES"), ("Ani", "ADMIN"), ("Maya", "MANAGER"))
            )
        ),
        insert_rows(
            Customer,
            rows,
            id="i",
            code="'PLG-' || lpad(i::text, 7, '0')",
            name=f"{first} || ' ' || {last}",
            phone_e164="'+62813' || lpad(i::text, 8, '0')",
            city="(ARRAY['Bandung', 'Cimahi', 'Garut', 'Bogor'])[i % 4 + 1]",
            street="'Jl. Merdeka ' || i",
        ),
        insert_rows(Site, rows, id="i", customer_id="i", name="'Rumah'", city="'Bandung'"),
        insert_rows(
            VisitTicket,
            rows,
            id="i",
            number="'TKT-2026-' || lpad(i::text, 7, '0')",
            customer_id=f"(i::bigint * 7919 % {rows}) + 1",
            site_id=f"(i::bigint * 7919 % {rows}) + 1",
            problem=f"({problems})[i % 5 + 1] || CASE WHEN i % {max(rows // 20, 1)} = 7 THEN ' filter {RARE}' ELSE '' END",
            priority="(ARRAY['LOW', 'MEDIUM', 'MEDIUM', 'HIGH', 'CRITICAL'])[i % 5 + 1]",
            status=state,
            planned_start=start,
            planned_end=f"{start} + interval '3 hours'",
            quota="2",
            places_offered="2",
            places_taken="1",
        ),
        insert_rows(
            Assignment,
            rows,
            id="i",
            visit_id="i",
            technician_id=f"(i * 31 % {TECHNICIANS}) + 1",
            claimed_at="now()",
            during=f"tstzrange({start}, {start} + interval '3 hours')",
        ),
        insert_rows(
            Invoice,
            rows,
            id="i",
            number="'INV/2026/' || lpad(i::text, 7, '0')",
            visit_id="i",
            customer_id=f"(i::bigint * 7919 % {rows}) + 1",
            status=f"CASE WHEN i > {rows} * 0.999 THEN 'PENDING' WHEN i > {rows} * 0.99 THEN 'SENT' ELSE 'PAID' END",
            issue_date=f"({start})::date",
            due_date=f"({start})::date + 14",
            subtotal_idr="1000000 + i % 1000 * 1000",
            total_idr="1000000 + i % 1000 * 1000",
            paid_idr="1000000 + i % 1000 * 1000",
            drafted_by_id=str(DESK),
        ),
        insert_rows(
            OutboxMessage, 1, id="1", kind="'visit.opened'", payload="'{}'", status="'ADDRESSED'", due_at="now()"
        ),
        insert_rows(
            Delivery,
            rows // 2,
            id="i",
            message_id="1",
            kind="'visit.opened'",
            channel="(ARRAY['TELEGRAM', 'WHATSAPP', 'EMAIL'])[i % 3 + 1]",
            status=f"CASE WHEN i > {rows // 2} - 30 THEN 'PARKED' ELSE 'READ' END",
            customer_id="i",
            address="'+62813' || lpad(i::text, 8, '0')",
            body="'Halo'",
            due_at="now()",
            idempotency_key="'k' || i",
        ),
        insert_rows(
            AuditEntry,
            rows,
            id="i",
            at=start,
            actor_id=f"CASE WHEN i % 3 = 0 THEN {DESK} ELSE NULL END",
            thing="'visit_tickets'",
            thing_id="i",
            action="(ARRAY['created', 'publish', 'claim', 'cancel'])[i % 4 + 1]",
            changes='\'{"status": ["DRAFT", "OPEN"]}\'',
        ),
        kpi_days(TECHNICIANS, KPI_DAYS),
        *(
            f"SELECT setval(pg_get_serial_sequence('{model.__tablename__}', 'id'), (SELECT max(id) FROM {model.__tablename__}))"
            for model in (User, Customer, Site, VisitTicket, Assignment, Invoice, Delivery, OutboxMessage, AuditEntry)
        ),
    ]


def insert_rows(model: type[Base], rows: int, **values: str) -> str:
    """INSERT … SELECT FROM generate_series; what is not given gets the model's own default."""
    chosen = dict(values)
    for column in model.__table__.columns:
        if column.key in chosen or column.nullable or column.server_default is not None or column.computed is not None:
            continue
        default = column.default.arg if column.default is not None else None
        if callable(default):
            default = "{}"
        assert default is not None, f"say what {model.__tablename__}.{column.key} is"
        chosen[column.key] = str(default).lower() if isinstance(column.type, Boolean) else f"'{default}'"
    return (
        f"INSERT INTO {model.__tablename__} ({', '.join(chosen)}) "
        f"SELECT {', '.join(chosen.values())} FROM generate_series(1, {rows}) i"
    )


@contextmanager
def indexes_afterwards(connection: Any, tables: Sequence[str]) -> Generator[None]:
    """Without the indexes of these tables; they are made again at the end, which is several times faster."""
    found = connection.execute(
        "SELECT i.indexname, i.indexdef FROM pg_indexes i WHERE i.tablename = ANY(%s) AND NOT EXISTS "
        "(SELECT FROM pg_constraint c WHERE c.conname = i.indexname)",
        (list(tables),),
    ).fetchall()
    for name, _definition in found:
        connection.execute(f'DROP INDEX "{name}"'.encode())
    yield
    for _name, definition in found:
        connection.execute(definition.encode())


def _words(words: str) -> str:
    """One of the words, by i, spread so that pairs of lists do not fall into step."""
    listed = words.split()
    return f"(ARRAY[{', '.join(repr(word) for word in listed)}])[(i * 37 / 11) % {len(listed)} + 1]"


def kpi_days(people: int, days: int) -> str:
    """Every technician every day for three years, whatever the size: a year of figures is as long in a small firm."""
    given = {"day": "current_date - d", "user_id": "i", "role": "'TECHNICIAN'"}
    names = [column.key for column in KpiDay.__table__.columns]
    values = [given.get(name, "(i + d) % 9") for name in names]
    return (
        f"INSERT INTO kpi_days ({', '.join(names)}) SELECT {', '.join(values)} "
        f"FROM generate_series(0, {days}) d, generate_series(1, {people}) i"
    )
