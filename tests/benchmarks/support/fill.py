"""A support desk of any size, five messages to a ticket, written by SQL with the indexes made afterwards.

A larger desk here is an older one: as many tickets come in each day at every size, and the newest 300 are open.
"""

import psycopg

from app.models.accounts.user import User
from app.models.company import Company
from app.models.customers.customer import Customer
from app.models.support.clocks import SupportClock
from app.models.support.messages import SupportMessage, SupportSurvey
from app.models.support.resolutions import SupportResolution
from app.models.support.settings.team import SupportTeam
from app.models.support.ticket import SupportTicket
from tests.benchmarks.databases import Databases
from tests.benchmarks.fill import indexes_afterwards, insert_rows
from tests.benchmarks.support.around import AROUND, around
from tests.factories import password_hash

AGENTS, CUSTOMERS, MANAGER = 20, 5_000, 900
A_DAY, OPEN_NOW, MESSAGES = 100, 300, 5
RARE, COMMON = "zeolit", "bocor"
TABLES = (
    "support_tickets",
    "support_messages",
    "support_clocks",
    "support_resolutions",
    "support_surveys",
    *AROUND,
)


def filled(databases: Databases, rows: int) -> str:
    """The address of a database of this many tickets."""
    name = f"support_{rows}"
    if databases.has(name):
        return databases.postgres.url(name)
    url = databases.database(name)
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("SET session_replication_role = replica")
        connection.execute("SET synchronous_commit = off")
        connection.execute("SET maintenance_work_mem = '512MB'")
        with indexes_afterwards(connection, TABLES):
            for statement in [*_statements(rows), *around(rows)]:
                connection.execute(statement.encode())
        connection.execute("VACUUM ANALYZE")
    return url


def _statements(rows: int) -> list[str]:
    at = f"now() - ({rows} - i) * interval '1 day' / {A_DAY}"
    is_open = f"i > {rows} - {OPEN_NOW}"
    rare = f"CASE WHEN i % {max(rows // 20, 1)} = 7 THEN ' {RARE}' ELSE '' END"
    common = f"CASE WHEN i % 5 = 0 THEN ' {COMMON}' ELSE '' END"
    people = {"password_hash": f"'{password_hash()}'", "must_change_password": "false"}
    ended = f"CASE WHEN {is_open} THEN NULL ELSE {at} + interval '5 hours' END"
    owner = f"CASE WHEN {is_open} AND i % 3 = 0 THEN NULL ELSE i % {AGENTS} + 1 END"
    clock = {
        "id": "i",
        "ticket_id": "i",
        "calendar_id": "(SELECT min(id) FROM support_calendars)",
        "calendar_version": "1",
        "started_at": at,
        "target_s": "14400",
        "consumed_s": "1200 + i % 9000",
        "stopped_at": ended,
        "stop_cause": f"CASE WHEN {is_open} THEN NULL ELSE 'MET' END",
        "breached_at": f"CASE WHEN i % 10 = 0 THEN {at} + interval '4 hours' END",
        "cause": "CASE WHEN i % 10 = 0 THEN 'TIME' END",
        "due_at": f"CASE WHEN {is_open} THEN {at} + interval '4 hours' END",
    }
    return [
        insert_rows(Company, 1, name="'PT Sejuk Sentosa'"),
        insert_rows(
            User, AGENTS, id="i", name="'Petugas ' || i", username="'petugas' || i", role="'SUPPORT'", **people
        ),
        insert_rows(User, 1, id=str(MANAGER), name="'Maya'", username="'maya'", role="'MANAGER'", **people),
        insert_rows(Customer, CUSTOMERS, id="i", code="'PLG-' || i", name="'Pelanggan ' || i"),
        insert_rows(SupportTeam, 4, id="i", name="'Tim ' || i"),
        "INSERT INTO support_team_members (team_id, user_id) SELECT i % 4 + 1, i FROM generate_series(1, 20) i",
        insert_rows(
            SupportTicket,
            rows,
            id="i",
            number="'DKG-2026-' || lpad(i::text, 7, '0')",
            subject=f"'AC tidak dingin' || {rare} || {common}",
            description=f"'Sudah dua hari AC di ruang tamu tidak dingin.' || {rare}",
            status=f"CASE WHEN {is_open} THEN (ARRAY['NEW','IN_PROGRESS','WAITING'])[i % 3 + 1] ELSE 'CLOSED' END",
            ending=f"CASE WHEN {is_open} THEN NULL ELSE 'CONFIRMED' END",
            priority="(ARRAY['LOW', 'MEDIUM', 'HIGH', 'CRITICAL'])[i % 4 + 1]",
            kind="(ARRAY['QUESTION', 'PROBLEM', 'REQUEST', 'COMPLAINT'])[i % 4 + 1]",
            source="(ARRAY['PORTAL', 'WHATSAPP', 'EMAIL', 'DESK'])[i % 4 + 1]",
            assignee_id=owner,
            team_id="i % 4 + 1",
            customer_id=f"i % {CUSTOMERS} + 1",
            tags="CASE WHEN i % 7 = 0 THEN ARRAY['bocor'] ELSE '{}' END",
            unread_at=f"CASE WHEN {is_open} AND i % 4 = 0 THEN {at} END",
            ended_at=ended,
            closed_at=ended,
            last_message_id=f"i * {MESSAGES}",
            created_at=at,
            updated_at=at,
        ),
        insert_rows(
            SupportMessage,
            rows * MESSAGES,
            id="i",
            ticket_id=f"(i - 1) / {MESSAGES} + 1",
            kind="CASE WHEN i % 2 = 0 THEN 'ANSWER' ELSE 'CUSTOMER' END",
            text="'Terima kasih, kami periksa dulu dan kabari hari ini.'",
            author_id=f"CASE WHEN i % 2 = 0 THEN i % {AGENTS} + 1 END",
        ),
        insert_rows(SupportClock, rows, kind="'FIRST_REPLY'", **clock),
        insert_rows(SupportClock, rows, kind="'RESOLUTION'", **{**clock, "id": f"i + {rows}"}),
        insert_rows(
            SupportResolution,
            rows - OPEN_NOW,
            id="i",
            ticket_id="i",
            agent_id=f"i % {AGENTS} + 1",
            resolved_at=f"{at} + interval '5 hours'",
            worked_s="3600 + i % 20000",
            first_contact="i % 3 = 0",
        ),
        insert_rows(
            SupportSurvey,
            rows - OPEN_NOW,
            id="i",
            ticket_id="i",
            agent_id=f"i % {AGENTS} + 1",
            score="CASE WHEN i % 3 = 0 THEN i % 5 + 1 END",
            rated_at=f"CASE WHEN i % 3 = 0 THEN {at} + interval '6 hours' END",
            created_at=f"{at} + interval '5 hours'",
        ),
        *(
            f"SELECT setval(pg_get_serial_sequence('{name}', 'id'), (SELECT max(id) FROM {name}))"
            for name in ("users", *TABLES)
        ),
    ]
