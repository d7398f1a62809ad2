"""What the database says of its own tables and indexes."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import text
from sqlalchemy.orm import Session

BLOATED = 0.5  # share of an index that is not needed for what it holds
LARGE_INDEX = 32 * 1024 * 1024  # bytes; below, nobody feels it
_TABLES = text("""
    SELECT relname AS name, pg_total_relation_size(relid) AS size, n_live_tup AS rows, n_dead_tup AS removable,
           greatest(last_vacuum, last_autovacuum) AS vacuumed_at
    FROM pg_stat_user_tables WHERE schemaname = 'public' ORDER BY size DESC, relname""")
_INVALID = text("""
    SELECT c.relname FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
    JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE NOT i.indisvalid AND n.nspname = 'public' ORDER BY 1""")
# a B-tree's entries are as wide as their columns and 16 bytes; its pages are filled to nine tenths
_BLOAT = text("""
    SELECT c.relname AS name, pg_relation_size(c.oid) AS size,
           1 - c.reltuples * (16 + sum(s.avg_width * (1 - s.null_frac))) / (0.9 * pg_relation_size(c.oid)) AS share
    FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_am a ON a.oid = c.relam
    JOIN pg_class t ON t.oid = i.indrelid JOIN pg_namespace n ON n.oid = t.relnamespace
    JOIN pg_attribute k ON k.attrelid = t.oid AND k.attnum = ANY(i.indkey)
    JOIN pg_stats s ON s.schemaname = n.nspname AND s.tablename = t.relname AND s.attname = k.attname
    WHERE n.nspname = 'public' AND a.amname = 'btree' AND i.indexprs IS NULL AND i.indisvalid
      AND c.reltuples > 0 AND pg_relation_size(c.oid) >= :least
    GROUP BY c.oid, c.relname, c.reltuples ORDER BY size DESC, name""")


@dataclass(frozen=True, slots=True)
class TableFigures:
    """`size` in bytes with indexes and TOAST; `rows` and `removable` as the statistics estimate them."""

    name: str
    size: int
    rows: int
    removable: int
    vacuumed_at: object


@dataclass(frozen=True, slots=True)
class IndexBloat:
    """`share` from 0 to 1 of its bytes that hold nothing, estimated from column widths."""

    name: str
    size: int
    share: float


def list_tables(session: Session) -> list[TableFigures]:
    """Largest first."""
    return [TableFigures(*row) for row in session.execute(_TABLES)]


def list_invalid_indexes(session: Session) -> Sequence[str]:
    """What an interrupted CREATE or REINDEX CONCURRENTLY left; used by no query."""
    return session.scalars(_INVALID).all()


def list_index_bloat(session: Session, *, least: int = LARGE_INDEX) -> list[IndexBloat]:
    """B-trees of at least so many bytes, largest first."""
    found = session.execute(_BLOAT, {"least": least})
    return [IndexBloat(row.name, row.size, max(0.0, float(row.share))) for row in found]
