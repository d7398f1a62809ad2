"""Digests do not depend on the settings of a connection; pg_dump is of the major version of the server."""

from collections.abc import Generator
from pathlib import Path

import psycopg
import pytest
from psycopg.conninfo import make_conninfo

from app.releases.backup.digests import TableDigest, digest_tables, reading
from integrations.postgres import NoPrograms, find_programs

ROW = """
CREATE TABLE told AS SELECT timestamptz '2026-12-01 01:00:00+07' AS at, interval '1 day 02:03:04' AS took,
    0.1::float8 + 0.2::float8 AS share, '\\x00ff'::bytea AS content, date '2026-12-02' AS day
"""
SETTINGS = (
    "timezone=Asia/Jakarta",
    "timezone=America/New_York",
    "datestyle=SQL,DMY",
    "datestyle=German",
    "intervalstyle=iso_8601",
    "extra_float_digits=-15",
    "bytea_output=escape",
)


@pytest.fixture
def told(committed_database: str) -> Generator[str]:
    """The address of a database with one row whose text depends on the settings."""
    address = committed_database.replace("postgresql+psycopg://", "postgresql://")
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(ROW)
        yield address
        connection.execute(b"DROP TABLE told")


def digest_with(address: str, setting: str) -> tuple[str, TableDigest]:
    """The row as this setting shows it, and its digest by a connection that began with this setting."""
    given = make_conninfo(address, options=f"-c {setting}")
    with psycopg.connect(given) as connection:
        row = connection.execute(b"SELECT told::text FROM told").fetchone()
    with reading(given) as connection:
        found = digest_tables(connection, lambda *_: None)
    return str(row), next(one for name, one in found.items() if name.endswith("told"))


def test_a_digest_does_not_depend_on_the_settings_of_its_connection(told: str) -> None:
    seen = [digest_with(told, setting) for setting in SETTINGS]
    assert len({shown for shown, _ in seen}) == len(SETTINGS), "the text itself depends on each of them"
    assert {digest for _, digest in seen} == {seen[0][1]}
    assert seen[0][1].rows == 1


@pytest.mark.parametrize("version", ["pg_dump (PostgreSQL) 17.9", "pg_dump (PostgreSQL) 170.1", "nothing"])
def test_programs_of_another_version_are_refused_by_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, version: str
) -> None:
    """pg_dump of an older one refuses a newer server only once it has begun."""
    monkeypatch.setenv("PATH", str(tmp_path))
    for name in ("pg_dump", "pg_restore"):
        program = tmp_path / name
        program.write_text(f"#!/bin/sh\necho '{version}'\n")
        program.chmod(0o755)
    with pytest.raises(NoPrograms, match=r"no pg_dump 990 in .*" + tmp_path.name):
        find_programs(990, [tmp_path])
    program = tmp_path / "pg_dump"
    program.write_text("#!/bin/sh\necho 'pg_dump (PostgreSQL) 990.4'\n")
    assert find_programs(990, [tmp_path]) == tmp_path
