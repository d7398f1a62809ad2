"""Counting and fingerprinting every table, so that a restored copy can be compared with its source."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

import psycopg
from psycopg import sql

# a row's text depends on these; both sides of a comparison set them
SAME_TEXT = (
    "SET timezone = 'UTC'",
    "SET datestyle = 'ISO, YMD'",
    "SET intervalstyle = 'postgres'",
    "SET extra_float_digits = 1",
    "SET bytea_output = 'hex'",
)
_TABLES = """
SELECT n.nspname, c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind = 'r' AND n.nspname NOT IN ('pg_catalog', 'information_schema') AND n.nspname NOT LIKE 'pg\\_t%'
ORDER BY 1, 2
"""
_DIGEST = """
SELECT count(*), coalesce(sum(('x' || substr(md5(t::text), 1, 15))::bit(60)::bigint), 0)::text FROM {} t
"""
Progress = Callable[[str, int, int], None]


class TableDigest(NamedTuple):
    """`digest` does not depend on the order of rows and needs no memory."""

    rows: int
    digest: str


@contextmanager
def reading(url: str) -> Iterator[psycopg.Connection[Any]]:
    """A connection whose rows read alike everywhere, with one unchanging snapshot."""
    with psycopg.connect(url, autocommit=True, connect_timeout=10) as connection:
        for statement in SAME_TEXT:
            connection.execute(statement.encode())
        connection.execute(b"BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield connection


def digest_tables(connection: psycopg.Connection[Any], progress: Progress) -> dict[str, TableDigest]:
    """Every table of the database in this connection's snapshot."""
    names = connection.execute(_TABLES.encode()).fetchall()
    found: dict[str, TableDigest] = {}
    for done, (schema, table) in enumerate(names):
        progress("tabel", done, len(names))
        row = connection.execute(sql.SQL(_DIGEST).format(sql.Identifier(schema, table))).fetchone()
        found[f"{schema}.{table}"] = TableDigest(*row)  # type: ignore[misc]
    progress("tabel", len(names), len(names))
    return found


def differences(wanted: dict[str, TableDigest], found: dict[str, TableDigest]) -> list[str]:
    """One line for each table that is not the same; empty: identical."""
    lines = [f"tabel {name}: tidak ada" for name in sorted(wanted.keys() - found.keys())]
    lines += [f"tabel {name}: tidak ada dalam cadangan" for name in sorted(found.keys() - wanted.keys())]
    for name in sorted(wanted.keys() & found.keys()):
        there, here = wanted[name], found[name]
        if there.rows != here.rows:
            lines.append(f"tabel {name}: {here.rows} baris, seharusnya {there.rows}")
        elif there != here:
            lines.append(f"tabel {name}: isi berbeda ({here.rows} baris)")
    return lines
