"""The application's database role reads and writes rows; it changes no table, and takes nothing back that is written."""

from collections.abc import Iterator

import psycopg
import pytest
from flask import Flask
from psycopg import sql

from app.cli.grants import APPEND_ONLY, MAINTAIN_SINCE
from app.core.db import db, transaction
from tests.factories import NOW, make_company, make_customer
from workflows.transitions import note

ROLE = "sigap_with_least_rights"


@pytest.fixture
def as_role(committed_app: Flask, committed_database: str) -> Iterator[psycopg.Connection]:
    """A connection as the role, after the command has been run by the owner."""
    with psycopg.connect(committed_database, autocommit=True) as owner:
        owner.execute(sql.SQL("DROP ROLE IF EXISTS {}").format(sql.Identifier(ROLE)))
        owner.execute(sql.SQL("CREATE ROLE {}").format(sql.Identifier(ROLE)))
        with committed_app.app_context(), transaction() as session:
            make_company(session)
            note(session, "customers", make_customer(session).id, "edited", actor=None, now=NOW)
        done = committed_app.test_cli_runner().invoke(args=["grants", ROLE])
        assert done.exit_code == 0, done.output
        assert "audit_entries" in done.output
        with psycopg.connect(committed_database, autocommit=True) as own:
            own.execute(sql.SQL("SET ROLE {}").format(sql.Identifier(ROLE)))
            yield own
        owner.execute(sql.SQL("DROP OWNED BY {}").format(sql.Identifier(ROLE)))
        owner.execute(sql.SQL("DROP ROLE {}").format(sql.Identifier(ROLE)))


def test_rows_are_read_and_written_and_nothing_else(committed_app: Flask, as_role: psycopg.Connection) -> None:
    assert as_role.execute("UPDATE customers SET notes = 'x'").rowcount == 1
    assert as_role.execute("SELECT count(*) > 0 FROM audit_entries").fetchone() == (True,)
    as_role.execute(
        "INSERT INTO audit_entries (at, thing, thing_id, action, changes) VALUES (now(), 'customers', 1, 'x', '{}')"
    )
    with committed_app.app_context():
        append_only = list(db.session.scalars(APPEND_ONLY))
    assert {"audit_entries", "claim_attempts", "exp_entries"} <= set(append_only)
    refused = [f"TRUNCATE {table}" for table in append_only] + ["DELETE FROM audit_entries", "DELETE FROM exp_entries"]
    refused += [f"UPDATE {table} SET id = id" for table in append_only]
    refused += [f"ALTER TABLE {table} DISABLE TRIGGER append_only" for table in append_only]
    refused += [
        "ALTER TABLE users DROP COLUMN password_hash",
        "CREATE FUNCTION mine() RETURNS int LANGUAGE sql AS 'SELECT 1'",
        "CREATE TABLE mine (id int)",
        "DROP TRIGGER append_only ON audit_entries",
        "DROP TABLE audit_entries",
        "TRUNCATE customers",
        "UPDATE alembic_version SET version_num = 'x'",
    ]
    if as_role.info.server_version >= MAINTAIN_SINCE:
        for upkeep in ("VACUUM (ANALYZE) customers", "REINDEX INDEX CONCURRENTLY pk_audit_entries"):
            as_role.execute(upkeep)
    for statement in refused:
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            as_role.execute(statement)


def test_what_is_past_its_retention_goes_and_younger_rows_stay(as_role: psycopg.Connection) -> None:
    as_role.execute(
        "INSERT INTO audit_entries (at, thing, thing_id, action, changes)"
        " VALUES (now() - interval '6 years', 'customers', 1, 'old', '{}')"
    )
    with as_role.transaction():
        as_role.execute("SELECT set_config('sigap.retention', 'on', true)")
        assert as_role.execute("DELETE FROM audit_entries WHERE action = 'old'").rowcount == 1
    as_role.execute("SELECT set_config('sigap.retention', 'on', false)")
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        as_role.execute("DELETE FROM audit_entries")
