"""Pages of the running service at 1 % of, and at, a million check results and 100,000 alarms.

`python -m tests.benchmarks operations`. The goal is 1.3 times the time at 1 %.
"""

import psycopg
from flask import Flask
from sqlalchemy import create_engine, select
from sqlalchemy.orm import Session

from app.core.clock import utc_now
from app.core.db import db
from app.models.accounts.user import Role, User
from tests.benchmarks.databases import SMALL, Databases
from tests.benchmarks.timing import in_turns, logged_in, page, table
from tests.factories import make_company, make_user
from workflows.status import collect_status

RESULTS = 10_000 if SMALL else 1_000_000
GOAL = 1.3
CHECKS = 30
PAGES = {
    "live page": ("/admin/monitoring/", {}),
    "checks": ("/admin/checks/", {}),
    "a check": ("/admin/checks/details/", {"id": "1"}),
    "alarms": ("/admin/alarms/", {}),
    "alarms by status": ("/admin/alarms/", {"status": "OPEN"}),
    "incidents": ("/admin/incidents/", {}),
    "measures": ("/admin/incident-measures/", {}),
}

# Results of 48 hours, 20 minutes down of each check on each of the last 90 days, 20 alarms open.
_FILL = """
INSERT INTO checks (id, name, kind, target, options, interval_seconds, timeout_seconds, failure_threshold,
                    success_threshold, grace_seconds, status)
SELECT n, 'Pemeriksaan ' || n, 'HTTP', 'https://contoh.id/' || n, '{{}}', 60, 10, 3, 2, 300, 'UP'
  FROM generate_series(1, {checks}) n;
INSERT INTO check_runs (check_id) SELECT id FROM checks;
INSERT INTO status_components (name, position, check_id, created_at)
SELECT name, id, id, now() - interval '90 days' FROM checks;
INSERT INTO check_periods (check_id, kind, started_at, ended_at)
SELECT c.id, 'DOWN', d, d + interval '20 minutes'
  FROM checks c, generate_series(now() - interval '89 days', now() - interval '1 day', interval '1 day') d;
INSERT INTO check_results (check_id, at, ok, ms)
SELECT 1 + n % {checks}, now() - interval '48 hours' * n / {results}, n % 50 > 0, n % 900
  FROM generate_series(1, {results}) n;
INSERT INTO check_sums (check_id, at, ok, failed, ms_sum, ms_max)
SELECT c.id, d, 5, 0, 900, 300
  FROM checks c, generate_series(date_trunc('hour', now()) - interval '35 days', now(), interval '30 minutes') d;
INSERT INTO alarms (source, fingerprint, title, severity, labels, status, started_at, last_seen_at, resolved_at)
SELECT 'CHECK', 'check:' || n, 'Pemeriksaan ' || n, 'SEV3', '{{}}', CASE WHEN n <= 20 THEN 'OPEN' ELSE 'RESOLVED' END,
       now() - interval '90 days' * n / {alarms}, now(), CASE WHEN n > 20 THEN now() END
  FROM generate_series(1, {alarms}) n;
"""


def measure(databases: Databases) -> str:
    sizes = (RESULTS // 100, RESULTS)
    apps = {rows: databases.app(_filled(databases, rows)) for rows in sizes}
    runs = {
        f"{name}|{rows}": page(logged_in(app, _devops(app)), path, **query)
        for rows, app in apps.items()
        for name, (path, query) in PAGES.items()
    }

    def status_page(rows: int) -> None:
        with apps[rows].app_context():
            collect_status(db.session(), now=utc_now())
            db.session.remove()

    runs |= {f"status page|{rows}": lambda rows=rows: status_page(rows) for rows in sizes}
    found = in_turns(runs, rounds=3, runs=2)
    names = [*PAGES, "status page"]
    lines = [(name, *(found[f"{name}|{rows}"] for rows in sizes)) for name in names]
    grown = [(*line, line[2] / line[1]) for line in lines]
    worst = max(line[3] for line in grown)
    head = ("page", *(f"{rows:,} results, ms" for rows in sizes), "growth")
    return f"{table(head, grown)}\n\nMost growth: {worst:.2f}; the goal is {GOAL}."


def _devops(app: Flask) -> int:
    with app.app_context():
        return db.session.scalars(select(User.id)).one()


def _filled(databases: Databases, results: int) -> str:
    url = databases.database(f"operations_{results}")
    with Session(create_engine(url)) as session:
        make_company(session)
        make_user(session, "Dimas", Role.DEVOPS)
        session.commit()
    with psycopg.connect(url, autocommit=True) as connection:
        filling = _FILL.format(checks=CHECKS, results=results, alarms=results // 10)
        for statement in filling.split(";\n"):
            if statement.strip():
                connection.execute(statement.encode())
        connection.execute("VACUUM ANALYZE")
    return url
