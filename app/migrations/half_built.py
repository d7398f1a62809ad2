"""Indexes that a failed or killed CREATE INDEX CONCURRENTLY has left: invalid, in nobody's use, in the way of the next.

`if_not_exists=True` would take such an index for the one that is wanted. What no pending migration names stays, to be
seen under *Perawatan data*.
"""

from collections.abc import Iterable

from sqlalchemy import Connection, text

_INVALID = text("""
SELECT c.relname FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE NOT i.indisvalid AND n.nspname = current_schema()
  AND NOT EXISTS (SELECT FROM pg_stat_progress_create_index p WHERE p.index_relid = i.indexrelid)
ORDER BY c.relname
""")


def drop_half_built(connection: Connection, pending: Iterable[str]) -> list[str]:
    """`pending`: texts of the migrations to come. Needs a connection in autocommit; returns the names dropped."""
    texts = tuple(pending)
    names = [name for name in connection.scalars(_INVALID) if any(name in one for one in texts)]
    for name in names:
        quoted = connection.dialect.identifier_preparer.quote(name)
        connection.execute(text(f"DROP INDEX CONCURRENTLY IF EXISTS {quoted}"))
    return names
