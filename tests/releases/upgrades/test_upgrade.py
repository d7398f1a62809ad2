"""A database of the first version, full of its demo company, comes to today's schema with all it held.

`data/sigap-0.1.0.dump`: `flask db upgrade` and `flask demo load` at commit e8a9ad3, by `pg_dump -Fc --no-owner`.
"""

from pathlib import Path

import psycopg
import pytest

from app.launch.servers.postgres import wheel_programs
from app.migrations.newest import newest_migration
from integrations.postgres import restore
from tests.support.programs.databases import Databases, migrate

pytestmark = pytest.mark.slow
DUMP = Path(__file__).parents[1] / "data" / "sigap-0.1.0.dump"
KEPT = (
    "users",
    "customers",
    "sites",
    "visit_tickets",
    "assignments",
    "invoices",
    "invoice_lines",
    "payments",
    "exp_entries",
)


def counts(url: str) -> dict[str, int]:
    with psycopg.connect(url) as connection:
        return {
            table: connection.execute(f"SELECT count(*) FROM {table}".encode()).fetchone()[0]  # type: ignore[index]
            for table in KEPT
        }


def test_the_first_version_s_database_upgrades_and_loses_nothing(databases: Databases) -> None:
    with databases.passing_copy("template0") as url:
        restore(wheel_programs()[0], url, DUMP, grants=False)
        before = counts(url)
        assert min(before.values()) > 0
        migrate(url)
        assert counts(url) == before
        with psycopg.connect(url) as connection:
            assert connection.execute(b"SELECT version_num FROM alembic_version").fetchone() == (newest_migration(),)
            unvalidated = connection.execute(b"SELECT conname FROM pg_constraint WHERE NOT convalidated").fetchall()
            invalid = connection.execute(b"SELECT indexrelid::regclass FROM pg_index WHERE NOT indisvalid").fetchall()
    assert (unvalidated, invalid) == ([], [])
