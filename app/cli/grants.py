"""Give the application's database role what it needs and nothing more: `flask grants ROLE`, as the tables' owner."""

import click
from flask.cli import with_appcontext
from psycopg import sql
from sqlalchemy import text

from app.core.db import db
from app.policies.retention import RETENTION

TABLES = text("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename")
APPEND_ONLY = text(
    "SELECT relname FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid WHERE tgname = 'append_only' ORDER BY 1"
)
VERSION = "alembic_version"
MAINTAIN_SINCE = 170000  # of PostgreSQL: VACUUM, ANALYZE and REINDEX without owning the table


@click.command()
@click.argument("role")
@with_appcontext
def grants(role: str) -> None:
    """Grant ROLE reading and writing of rows: no DDL, no UPDATE where a table is append-only, DELETE where it is aged.

    From PostgreSQL 17 on it may also VACUUM, ANALYZE and REINDEX, for the nightly upkeep.

    Run as the owner after every `db upgrade`: new tables are not granted by themselves.
    """
    tables = set(db.session.scalars(TABLES))
    append_only = set(db.session.scalars(APPEND_ONLY))
    raw = db.session.connection().connection.driver_connection
    assert raw is not None
    with raw.cursor() as cursor:
        upkeep = raw.info.server_version >= MAINTAIN_SINCE
        for statement in _statements(role, tables, append_only, upkeep=upkeep):
            cursor.execute(statement)
    print(f"{role}: {len(tables) - 1} tables, {len(append_only)} of them append-only: {', '.join(sorted(append_only))}")


def _statements(role: str, tables: set[str], append_only: set[str], *, upkeep: bool) -> list[sql.Composed]:
    who, aged = sql.Identifier(role), append_only & {rule.table for rule in RETENTION}
    rights = {
        "SELECT, INSERT, UPDATE, DELETE": tables - append_only - {VERSION},
        "SELECT, INSERT": append_only - aged,
        "SELECT, INSERT, DELETE": aged,  # their trigger allows deleting rows older than a year only
        "SELECT": {VERSION} & tables,
        "MAINTAIN": tables if upkeep else set[str](),
    }
    entries = [
        sql.SQL("REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {}").format(who),
        sql.SQL("GRANT USAGE ON SCHEMA public TO {}").format(who),
        sql.SQL("GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {}").format(who),
    ]
    for what, names in rights.items():
        if names:
            listed = sql.SQL(", ").join(sql.Identifier(name) for name in sorted(names))
            entries.append(sql.SQL("GRANT {} ON {} TO {}").format(sql.SQL(what), listed, who))
    return entries
