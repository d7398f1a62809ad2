"""A deployment migrates first: as the tables' owner, granting the application's role; a failure starts nothing."""

import os
from pathlib import Path

import psycopg
import pytest
from sqlalchemy.engine import make_url

from app.migrations.newest import newest_migration
from app.releases.rollout.colours import BuildFailed
from app.releases.rollout.migrate import migrate_for
from app.releases.rollout.state import Build
from tests.support.programs.databases import Databases

ROOT = Path(__file__).parents[3]
ROLE = "deployed_app"
BROKEN = 'raise SystemExit("ALTER TABLE visits: column does not exist")\n'


def test_what_has_no_migrations_is_not_asked(tmp_path: Path) -> None:
    assert migrate_for(Build("1.4.0", str(tmp_path)), "postgresql://app@nowhere/none", None, tmp_path / "log") is False


def test_a_migration_that_fails_is_said_with_its_log(tmp_path: Path) -> None:
    (tmp_path / "app" / "migrations").mkdir(parents=True)
    (tmp_path / "wsgi.py").write_text(BROKEN)
    with pytest.raises(BuildFailed, match="db upgrade gagal"):
        migrate_for(Build("1.4.0", str(tmp_path)), "postgresql://app@nowhere/none", None, tmp_path / "log")
    assert "column does not exist" in (tmp_path / "log").read_text()


@pytest.mark.drill
def test_the_owner_migrates_and_the_application_may_use_the_tables(
    databases: Databases, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in [name for name in os.environ if name.endswith("_URL")]:
        monkeypatch.delenv(name)
    for name, value in (
        ("INSTANCE_DIR", str(tmp_path)),
        ("SECRET_KEY", "x" * 40),
        ("REDIS_URL", "redis://127.0.0.1:1/0"),
    ):
        monkeypatch.setenv(name, value)
    with (
        databases.passing_copy("template0", frozen=False) as owner,
        psycopg.connect(owner, autocommit=True) as connection,
    ):
        connection.execute(f"CREATE ROLE {ROLE}".encode())
        try:
            url = str(make_url(owner).set(username=ROLE).render_as_string(hide_password=False))
            assert migrate_for(Build("1.4.0", str(ROOT)), url, owner, tmp_path / "log"), (tmp_path / "log").read_text()
            newest = connection.execute(b"SELECT version_num FROM alembic_version").fetchone()
            may = "SELECT has_table_privilege(%s, 'visit_tickets', 'UPDATE'), has_table_privilege(%s, 'audit_entries', 'UPDATE')"
            rights = connection.execute(may.encode(), (ROLE, ROLE)).fetchone()
        finally:
            connection.execute(f"DROP OWNED BY {ROLE}; DROP ROLE {ROLE}".encode())
    assert newest == (newest_migration(),)
    assert rights == (True, False)
