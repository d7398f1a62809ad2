"""The support desk at each size, five messages to a ticket: lists, views, searches, one ticket, report and wallboard.

A larger desk here is an older one: as many tickets come in each day at every size, and the newest 300 are open.
"""

from typing import Any

import psycopg
from flask import Flask

from app.models.accounts.user import User
from app.models.customers.customer import Customer
from app.models.support.clocks import SupportClock
from app.models.support.messages import SupportMessage, SupportSurvey
from app.models.support.resolutions import SupportResolution
from app.models.support.team import SupportTeam
from app.models.support.ticket import SupportTicket
from tests.benchmarks.databases import SIZES, Databases
from tests.benchmarks.fill import insert_rows
from tests.benchmarks.timing import in_turns, logged_in, page, statements_of, table
from tests.factories import password_hash

AGENTS, CUSTOMERS, MANAGER = 20, 5_000, 900
A_DAY, OPEN_NOW, MESSAGES = 100, 300, 5
RARE, COMMON = "zeolit", "bocor"
TABLES = ("support_tickets", "support_messages", "support_clocks", "support_resolutions", "support_surveys")


def measure(databases: Databases) -> str:
    """Markdown tables."""
    apps = {rows: databases.app(filled(databases, rows)) for rows in SIZES}
    return "### Support desk, ms\n\n" + _table(apps)


def list_pages(rows: int) -> dict[str, dict[str, Any]]:
    middle = rows // 2
    return {
        "list": {},
        "list, middle": {"after": middle},
        "list, by priority": {"sort": 3, "desc": 1},
        "view: mine": {"flt_whose": "mine"},
        "view: my teams": {"flt_whose": "my_teams", "flt_open": "1"},
        "view: open": {"flt_open": "1"},
        "view: unowned": {"flt_unowned": "1", "flt_open": "1"},
        "view: waiting for an answer": {"flt_unread": "1"},
        "view: late": {"flt_late": "1"},
        "view: a customer": {"flt_customer": 17},
        "view: a tag": {"flt_tag": "bocor"},
        "search rare": {"search": RARE},
        "search common": {"search": COMMON},
        "search number": {"search": f"DKG-2026-{middle:07d}"},
    }


def _table(apps: dict[int, Flask]) -> str:
    runs, names = {}, [*list_pages(SIZES[0]), *_others(SIZES[0])]
    for rows, app in apps.items():
        agent, manager = logged_in(app, 1), logged_in(app, MANAGER)
        runs |= {f"{name}|{rows}": page(agent, "/admin/support/", **query) for name, query in list_pages(rows).items()}
        runs |= {
            f"{name}|{rows}": page(manager if name.startswith("report") else agent, path, **query)
            for name, (path, query) in _others(rows).items()
        }
    found = in_turns(runs)
    small, large = SIZES[0], SIZES[-1]
    lines = [
        (
            name,
            *(found[f"{name}|{rows}"] for rows in SIZES),
            found[f"{name}|{large}"] / found[f"{name}|{small}"],
            len(statements_of(apps[large], runs[f"{name}|{large}"])),
        )
        for name in names
    ]
    return table(("page", *(f"{rows:,}" for rows in SIZES), "growth", "SQL"), lines)


def _others(rows: int) -> dict[str, tuple[str, dict[str, Any]]]:
    return {
        "ticket, old": ("/admin/support/details/", {"id": rows // 2}),
        "ticket, open": ("/admin/support/details/", {"id": rows - 5}),
        "home": ("/admin/", {}),
        "report, 7 days": ("/admin/support_report/", {"days": "7"}),
        "report, 30 days": ("/admin/support_report/", {"days": "30"}),
    }


def filled(databases: Databases, rows: int) -> str:
    """The address of a database of this many tickets."""
    url = databases.database(f"support_{rows}")
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("SET session_replication_role = replica")
        connection.execute("SET synchronous_commit = off")
        for statement in _statements(rows):
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
