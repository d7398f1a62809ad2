"""The company: its people and a year of visits, loaded through the tables, constraints and indexes of production.

`DAYS` × 200 visits; nothing is dropped or disabled, so what costs an insert in production costs it here.
"""

import psycopg

from app.models.access_links import AccessLink
from app.models.accounts.user import User
from app.models.company import Company
from app.models.customers.customer import Customer, Site
from app.models.finance.invoice import Invoice
from app.models.finance.payment import Payment
from app.models.visits.assignment import Assignment, ClaimAttempt
from app.models.visits.attendance import Attendance
from app.models.visits.visit import VisitTicket
from tests.benchmarks.day.messages import list_messages
from tests.benchmarks.day.sizes import (
    ADMIN,
    CUSTOMERS,
    DAYS,
    DESK,
    FIRST_DESK,
    FIRST_MANAGER,
    FIRST_TODAY,
    HELD_TODAY,
    MANAGERS,
    OPEN_TODAY,
    PEOPLE,
    PER_DAY,
    TECHNICIANS,
    VISITS,
)
from tests.benchmarks.fill import insert_rows as _insert
from tests.benchmarks.fill import kpi_days as _kpi_days
from tests.factories import password_hash

# i counts the visits from the oldest day on; nobody has two on one day, so that no two overlap
_DAY, _PLACE = f"(({DAYS} - (i - 1) / {PER_DAY}))", f"((i - 1) % {PER_DAY} + 1)"
_OLD, _START_OLD = f"i < {FIRST_TODAY}", f"(date_trunc('day', now()) - {_DAY} * interval '1 day' + interval '2 hours')"
_IS_OPEN = f"(NOT {_OLD} AND {_PLACE} <= {OPEN_TODAY})"
_IS_HELD = f"(NOT {_OLD} AND {_PLACE} > {OPEN_TODAY} AND {_PLACE} <= {OPEN_TODAY + HELD_TODAY})"
_GONE = f"({_OLD} AND i % 20 = 0)"
_START = (
    f"CASE WHEN {_OLD} THEN {_START_OLD} WHEN {_IS_OPEN} THEN now() + interval '1 day' * (1 + i % 3) "
    f"WHEN {_IS_HELD} THEN now() + interval '2 hours' ELSE now() - interval '1 hour' END"
)
_TECHNICIAN = f"({_DAY} * {PER_DAY} + {_PLACE}) % {TECHNICIANS} + 1"


def load_company(url: str) -> None:
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("SET synchronous_commit = off")
        for statement in load_people() + _visits() + _money() + list_messages():
            connection.execute(statement.encode())
        tables = connection.execute(
            "SELECT table_name FROM information_schema.columns WHERE table_schema = 'public' AND column_name = 'id' "
            "AND data_type = 'bigint' AND is_identity = 'NO' AND column_default LIKE 'nextval%'"
        ).fetchall()
        for (table,) in tables:
            after = f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), (SELECT coalesce(max(id), 0) + 1 FROM {table}))"
            connection.execute(after.encode())
        connection.execute("VACUUM ANALYZE")


def _person(first: int, count: int, role: str) -> str:
    return _insert(
        User,
        count,
        id=f"i + {first - 1}",
        name=f"'{role.title()} ' || i",
        username=f"lower('{role}') || i",
        role=f"'{role}'",
        email=f"lower('{role}') || i || '@contoh.id'",
        password_hash=f"'{password_hash()}'",
        must_change_password="false",
        telegram_chat_id=f"i + {first - 1} + 1000000",
        telegram_verified_at="now()",
    )


def load_people() -> list[str]:
    """Statements: the company, its people with a log-in each, customers with a site each."""
    ways = (
        (1, TECHNICIANS, "TECHNICIAN"),
        (FIRST_DESK, DESK, "CS"),
        (FIRST_MANAGER, MANAGERS, "MANAGER"),
        (ADMIN, 1, "ADMIN"),
    )
    logins = (
        "INSERT INTO user_sessions (id, user_id, token_sha256, how, last_seen_at, fresh_at, expires_at, device, "
        "device_sha256, address) SELECT i, i, encode(sha256(('phone-' || i)::bytea), 'hex'), 'PASSWORD', "
        f"now() + interval '1 hour', now(), now() + interval '1 day', '', '', '' FROM generate_series(1, {PEOPLE}) i"
    )
    town = "(ARRAY['Bandung', 'Cimahi', 'Garut', 'Bogor'])[i % 4 + 1]"
    return [
        _insert(Company, 1, id="1", name="'PT Sejuk'"),
        *(_person(first, count, role) for first, count, role in ways),
        logins,
        _insert(
            Customer,
            CUSTOMERS,
            id="i",
            code="'PLG-' || lpad(i::text, 7, '0')",
            name="'Pelanggan ' || i",
            phone_e164="'+62813' || lpad(i::text, 8, '0')",
            city=town,
            street="'Jl. Merdeka ' || i",
        ),
        _insert(Site, CUSTOMERS, id="i", customer_id="i", name="'Rumah'", city=town),
    ]


def _visits() -> list[str]:
    held = f"NOT {_GONE} AND NOT {_IS_OPEN}"
    return [
        _insert(
            VisitTicket,
            VISITS,
            id="i",
            number="'TKT-2026-' || lpad(i::text, 7, '0')",
            customer_id=f"i % {CUSTOMERS} + 1",
            site_id=f"i % {CUSTOMERS} + 1",
            problem="'AC tidak dingin sejak kemarin, unit ' || i",
            status=f"CASE WHEN {_GONE} THEN 'CANCELLED' WHEN {_OLD} THEN 'CLOSED' WHEN {_IS_OPEN} THEN 'OPEN' "
            f"WHEN {_IS_HELD} THEN 'ASSIGNED' ELSE 'IN_PROGRESS' END",
            planned_start=_START,
            planned_end=f"{_START} + interval '4 hours'",
            opened_at=f"{_START} - interval '1 day'",
            assigned_at=f"CASE WHEN {held} THEN {_START} - interval '20 hours' END",
            finished_at=f"CASE WHEN {_OLD} AND NOT {_GONE} THEN {_START} + interval '3 hours' END",
            closed_at=f"CASE WHEN {_OLD} AND NOT {_GONE} THEN {_START} + interval '1 day' END",
            cancelled_at=f"CASE WHEN {_GONE} THEN {_START} - interval '2 hours' END",
            created_by_id=f"i % {DESK} + {FIRST_DESK}",
            quota="1",
            places_offered="1",
            places_taken=f"CASE WHEN {held} THEN 1 ELSE 0 END",
        ),
        _insert(
            Assignment,
            VISITS,
            id="i",
            visit_id="i",
            technician_id=_TECHNICIAN,
            claimed_at=f"{_START} - interval '20 hours'",
            during=f"tstzrange({_START}, {_START} + interval '4 hours')",
        )
        + f" WHERE {held}",
        _insert(
            ClaimAttempt,
            3 * VISITS,
            id="i",
            visit_id=f"(i - 1) % {VISITS} + 1",
            technician_id=f"i * 7 % {TECHNICIANS} + 1",
            at=f"now() - (3 * {VISITS} - i) * interval '1 year' / (3 * {VISITS})",
            source="'TELEGRAM'",
            result="'FULL'",
        ),
        *(
            _insert(
                Attendance,
                VISITS,
                id=f"i + {first}",
                assignment_id="i",
                visit_id="i",
                technician_id=_TECHNICIAN,
                kind=f"'{kind}'",
                work_date=f"({_START})::date",
                server_at=f"{_START} + interval '{after}'",
                happened_at=f"{_START} + interval '{after}'",
                reason="'tanpa GPS'",
                client_key=f"'{kind}-' || i",
            )
            + f" WHERE {held} AND {_OLD}"
            for kind, after, first in (("CHECK_IN", "5 minutes", 0), ("CHECK_OUT", "3 hours", VISITS))
        ),
    ]


def _money() -> list[str]:
    paid = f" WHERE {_OLD} AND NOT {_GONE}"
    live = f" WHERE {_OLD} AND NOT {_GONE} AND i > {FIRST_TODAY} - 2000"
    return [
        _insert(
            Invoice,
            VISITS,
            id="i",
            number="'INV/2026/' || lpad(i::text, 7, '0')",
            visit_id="i",
            customer_id=f"i % {CUSTOMERS} + 1",
            status=f"CASE WHEN i > {FIRST_TODAY} - 2000 THEN 'SENT' ELSE 'PAID' END",
            issue_date=f"({_START})::date",
            due_date=f"({_START})::date + 14",
            approved_at=_START,
            subtotal_idr="1000000",
            total_idr="1000000",
            paid_idr=f"CASE WHEN i > {FIRST_TODAY} - 2000 THEN 0 ELSE 1000000 END",
            drafted_by_id=str(FIRST_DESK),
        )
        + paid,
        _insert(
            Payment,
            VISITS,
            id="i",
            invoice_id="i",
            method="'TRANSFER'",
            status="'PAID'",
            amount_idr="1000000",
            paid_at=f"{_START} + interval '2 days'",
        )
        + paid
        + f" AND i <= {FIRST_TODAY} - 2000",
        _insert(AccessLink, VISITS, id="i", kind="'INVOICE'", token="'invoice-' || i", invoice_id="i") + live,
        _kpi_days(TECHNICIANS, DAYS),
    ]
