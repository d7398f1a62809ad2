"""Saran & Kritik, Laporan Pengguna and the measures at each size: lists, searches, filters, sorts."""

from typing import Any

import psycopg
from flask import Flask

from app.models.accounts.user import User
from app.models.feedback.bug import BugReport
from app.models.feedback.feedback import Feedback
from tests.benchmarks.databases import SIZES, Databases
from tests.benchmarks.fill import _words, indexes_afterwards, insert_rows
from tests.benchmarks.timing import in_turns, logged_in, page, statements_of, table
from tests.factories import password_hash

MEMBERS, DESK, PRODUCT = 5_000, 6_000, 6_001
RARE, COMMON = "zeolit", "jadwal"  # twenty items speak of it, whatever the size; one in five
TABLES = ("feedback", "bug_reports", "user_reports")
_SUBJECTS = (
    "Jadwal kunjungan berubah",
    "Invoice sulit dibaca",
    "Tambah mode gelap",
    "Foto bukti hilang",
    "Teknisi ramah",
)
_ITEM = "Saya sudah mencoba beberapa kali dan hasilnya sama saja. Mohon diperiksa bersama tim lapangan."


def measure(databases: Databases) -> str:
    """Markdown tables."""
    apps = {rows: databases.app(filled(databases, rows)) for rows in SIZES}
    return "\n\n".join(
        (
            "### Saran & Kritik, ms\n\n" + _pages(apps, "/admin/feedback/", feedback_pages),
            "### Laporan Pengguna, ms\n\n" + _pages(apps, "/admin/user-reports/", report_pages),
            "### One item, and the measures, ms\n\n" + _others(apps),
        )
    )


def feedback_pages(rows: int) -> dict[str, dict[str, Any]]:
    middle, month = rows // 2, "2025-03-01 to 2025-03-31"
    return {
        "first page": {},
        "middle page": {"after": middle},
        "last page": {"end": 1},
        "by date, first": {"sort": 3, "desc": 1},
        "by date, middle": {"sort": 3, "desc": 1, "after": middle},
        "by status, middle": {"sort": 5, "after": middle},
        "filter new": {"flt_status": "NEW"},
        "filter rejected, last": {"flt_status": "REJECTED", "end": 1},
        "filter criticism": {"flt_kind": "CRITICISM"},
        "filter category": {"flt_category": "2"},
        "filter sender": {"flt_sender": "anggota7"},
        "filter anonymous": {"flt_anonymous": "1"},
        "filter waiting": {"flt_waiting": "1"},
        "filter an old month": {"flt_date": month},
        "filter month, kind, status": {"flt_date": month, "flt_kind": "CRITICISM", "flt_status": "REJECTED"},
        "deleted": {"flt_gone": "deleted"},
        **_searches("SRN-2026-0000777"),
        "search and filter": {"search": COMMON, "flt_status": "NEW"},
    }


def report_pages(rows: int) -> dict[str, dict[str, Any]]:
    middle = rows // 2
    return {
        "first page": {},
        "middle page": {"after": middle},
        "last page": {"end": 1},
        "waiting, oldest first": {"flt_status": "WAITING", "sort": 4},
        "waiting bugs, oldest first": {"flt_status": "WAITING", "flt_kind": "BUG", "sort": 4},
        "waiting, by priority": {"flt_status": "WAITING", "sort": 3, "desc": 1},
        "handled, middle": {"flt_status": "HANDLED", "after": middle},
        "by priority, first": {"sort": 3, "desc": 1},
        "by priority, middle": {"sort": 3, "desc": 1, "after": middle},
        "suggestions by priority": {"flt_kind": "SUGGESTION", "sort": 3, "desc": 1},
        "by kind, middle": {"sort": 1, "after": middle},
        "critical": {"flt_urgency": "4"},
        "criticism": {"flt_kind": "CRITICISM"},
        "an old month": {"flt_date": "2025-03-01 to 2025-03-31"},
        "an old month, bugs": {"flt_date": "2025-03-01 to 2025-03-31", "flt_kind": "BUG"},
        **_searches("KRT-2026-0000778"),
    }


def _searches(number: str) -> dict[str, dict[str, Any]]:
    return {
        "search rare": {"search": RARE},
        "search common": {"search": COMMON},
        "search nothing": {"search": "mesopotamia"},
        "search two words": {"search": "jadwal kunjungan"},
        "search common prefix": {"search": "a"},
        "search number": {"search": number},
        "search half a number": {"search": number[:10]},
    }


def _pages(apps: dict[int, Flask], path: str, pages: Any) -> str:
    runs = {}
    for rows, app in apps.items():
        client = logged_in(app, DESK)
        runs |= {f"{name}|{rows}": page(client, path, **query) for name, query in pages(rows).items()}
    return _table(apps, runs, list(pages(SIZES[0])))


def _others(apps: dict[int, Flask]) -> str:
    runs = {}
    for rows, app in apps.items():
        desk, product = logged_in(app, DESK), logged_in(app, PRODUCT)
        runs |= {
            f"one item|{rows}": page(desk, "/admin/feedback/details/", id=rows // 2),
            f"measures, 90 days|{rows}": page(product, "/admin/feedback-measures/", days="90"),
            f"measures, a year|{rows}": page(product, "/admin/feedback-measures/", days="365"),
            f"home of CS|{rows}": page(desk, "/admin/"),
        }
    return _table(apps, runs, ["one item", "measures, 90 days", "measures, a year", "home of CS"])


def _table(apps: dict[int, Flask], runs: Any, names: list[str]) -> str:
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


def filled(databases: Databases, rows: int) -> str:
    """The address of a database of this many suggestions and criticisms, and a quarter as many bug reports."""
    url = databases.database(f"feedback_{rows}")
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("SET session_replication_role = replica")
        connection.execute("SET synchronous_commit = off")
        connection.execute("SET maintenance_work_mem = '256MB'")
        with indexes_afterwards(connection, TABLES):
            for statement in _statements(rows):
                connection.execute(statement.encode())
        connection.execute("VACUUM ANALYZE")
    return url


def _statements(rows: int) -> list[str]:
    """The newest one in two hundred wait; one in a hundred of the older was deleted."""
    first = _words("Agus Budi Citra Dedi Eka Fajar Gita Hadi Indah Joko")
    people = {"password_hash": f"'{password_hash()}'", "must_change_password": "false"}
    subjects = "ARRAY[" + ", ".join(f"'{text}'" for text in _SUBJECTS) + "]"
    at = f"now() - interval '3 years' + i * (interval '3 years' / {rows})"
    waits, rare = f"i > {rows} * 0.995", f"CASE WHEN i % {max(rows // 20, 1)} = 7 THEN ' {RARE}' ELSE '' END"
    bugs, bug_at = rows // 4, f"now() - interval '3 years' + i * (interval '3 years' / {rows // 4})"
    bug_waits = f"i > {bugs} * 0.995"
    return [
        insert_rows(User, MEMBERS, id="i", name=first, username="'anggota' || i", role="'MEMBER'", **people),
        insert_rows(User, 1, id=str(DESK), name="'Dewi'", username="'dewi'", role="'CS'", **people),
        insert_rows(User, 1, id=str(PRODUCT), name="'Nadia'", username="'nadia'", role="'PRODUCT'", **people),
        insert_rows(
            Feedback,
            rows,
            id="i",
            number="CASE WHEN i % 3 = 0 THEN 'KRT' ELSE 'SRN' END || '-2026-' || lpad(i::text, 7, '0')",
            kind="CASE WHEN i % 3 = 0 THEN 'CRITICISM' ELSE 'SUGGESTION' END",
            category_id="i % 5 + 1",
            subject=f"({subjects})[i % 5 + 1] || {rare}",
            body_html=f"'<p>{_ITEM}</p>'",
            body_text=f"'{_ITEM} ' || ({subjects})[i % 5 + 1] || {rare}",
            status=f"CASE WHEN {waits} THEN 'NEW' WHEN i % 4 = 0 THEN 'REJECTED' ELSE 'FOLLOWED_UP' END",
            author_id=f"CASE WHEN i % 4 = 1 THEN NULL ELSE i % {MEMBERS} + 1 END",
            anonymous="i % 4 = 1",
            created_at=at,
            updated_at=at,
            decided_at=f"CASE WHEN {waits} THEN NULL ELSE {at} + interval '2 days' END",
            handled_at=f"CASE WHEN {waits} THEN NULL ELSE {at} + interval '2 days' END",
            handled_by_id=f"CASE WHEN {waits} THEN NULL ELSE {DESK} END",
            deleted_at=f"CASE WHEN i % 100 = 50 THEN {at} + interval '1 day' ELSE NULL END",
            delete_reason="CASE WHEN i % 100 = 50 THEN 'Spam' ELSE NULL END",
        ),
        insert_rows(
            BugReport,
            bugs,
            id="i",
            number="'BUG-2026-' || lpad(i::text, 7, '0')",
            title=f"({subjects})[i % 5 + 1]",
            steps=f"'{_ITEM}'",
            status=f"CASE WHEN {bug_waits} THEN 'NEW' ELSE 'REJECTED' END",
            priority="(ARRAY['LOW', 'MEDIUM', 'HIGH', 'CRITICAL'])[i % 4 + 1]",
            reporter_id=f"i % {MEMBERS} + 1",
            created_at=bug_at,
            handled_at=f"CASE WHEN {bug_waits} THEN NULL ELSE {bug_at} + interval '3 days' END",
            handled_by_id=f"CASE WHEN {bug_waits} THEN NULL ELSE {DESK} END",
        ),
        _REPORTS,
        _DAYS,
        *(
            f"SELECT setval(pg_get_serial_sequence('{name}', 'id'), (SELECT max(id) FROM {name}))"
            for name in ("users", *TABLES)
        ),
    ]


_REPORTS = """
    INSERT INTO user_reports (source, source_id, kind, number, title, state, urgency, status, created_at, handled_at,
                              handled_by_id, gone)
    SELECT *, false FROM (
        SELECT 'feedback', id, kind, number, subject, status, 0,
               CASE WHEN handled_at IS NULL THEN 'WAITING' ELSE 'HANDLED' END, created_at, handled_at, handled_by_id
          FROM feedback WHERE deleted_at IS NULL
        UNION ALL
        SELECT 'bug_reports', id, 'BUG', number, title, status, id % 4 + 1,
               CASE WHEN handled_at IS NULL THEN 'WAITING' ELSE 'HANDLED' END, created_at, handled_at, handled_by_id
          FROM bug_reports
    ) both_kinds (source, source_id, kind, number, title, state, urgency, status, created_at, handled_at, handled_by_id)
    ORDER BY created_at"""
_DAYS = """
    INSERT INTO feedback_days (day, kind, received, followed_up, rejected, followed_up_seconds, stars_sum, stars_count,
                               exp_points, counted_at)
    SELECT created_at::date, kind, count(*), count(*) FILTER (WHERE status = 'FOLLOWED_UP'),
           count(*) FILTER (WHERE status = 'REJECTED'), count(*) * 100000, count(*) * 4, count(*), count(*) * 10, now()
      FROM feedback WHERE deleted_at IS NULL GROUP BY 1, 2"""
