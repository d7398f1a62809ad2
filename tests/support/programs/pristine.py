"""Put a database back to what the migrations left, without disturbing who is connected to it."""

import psycopg
from psycopg import sql

TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'alembic_version' ORDER BY 1"


def keep_pristine(url: str) -> None:
    """Remember the rows that the migrations wrote, in a schema of their own."""
    with psycopg.connect(url) as connection:
        connection.execute("CREATE SCHEMA pristine")
        for table in _tables(connection):
            connection.execute(sql.SQL("CREATE TABLE pristine.{0} AS TABLE public.{0}").format(sql.Identifier(table)))
            empty = connection.execute(
                sql.SQL("SELECT NOT EXISTS (SELECT FROM pristine.{})").format(sql.Identifier(table))
            ).fetchone()
            if empty == (True,):
                connection.execute(sql.SQL("DROP TABLE pristine.{}").format(sql.Identifier(table)))


def restore_pristine(url: str) -> None:
    """Empty every table and put the remembered rows back."""
    with psycopg.connect(url) as connection:
        connection.execute("SET lock_timeout = '10s'")
        connection.execute("SET session_replication_role = replica")
        every = sql.SQL(", ").join(sql.Identifier("public", table) for table in _tables(connection))
        connection.execute(sql.SQL("TRUNCATE {} RESTART IDENTITY CASCADE").format(every))
        kept = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'pristine'").fetchall()
        for (table,) in kept:
            _put_back(connection, table)


def _put_back(connection: "psycopg.Connection[tuple[str, ...]]", table: str) -> None:
    columns = connection.execute(
        "SELECT column_name FROM information_schema.columns WHERE table_schema = 'public' AND table_name = %s "
        "AND is_generated = 'NEVER' ORDER BY ordinal_position",
        (table,),
    ).fetchall()
    names = sql.SQL(", ").join(sql.Identifier(name) for (name,) in columns)
    connection.execute(
        sql.SQL("INSERT INTO public.{0} ({1}) OVERRIDING SYSTEM VALUE SELECT {1} FROM pristine.{0}").format(
            sql.Identifier(table), names
        )
    )
    for (column,) in columns:
        counted = connection.execute("SELECT pg_get_serial_sequence(%s, %s)", (f'public."{table}"', column)).fetchone()
        if counted == (None,):
            continue
        connection.execute(
            sql.SQL(
                "SELECT setval(sequence, (SELECT max({0}) FROM public.{1})) "
                "FROM pg_get_serial_sequence({2}, {3}) AS sequence WHERE sequence IS NOT NULL"
            ).format(
                sql.Identifier(column),
                sql.Identifier(table),
                sql.Literal(f'public."{table}"'),
                sql.Literal(column),
            )
        )


def _tables(connection: "psycopg.Connection[tuple[str, ...]]") -> list[str]:
    return [table for (table,) in connection.execute(TABLES).fetchall()]
