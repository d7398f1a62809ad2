"""What statements of a migration do to a table on the PostgreSQL that is embedded: the measured table of docs/operations.md.

Milliseconds differ from machine to machine; what costs them does not: rewriting the table, reading all of it, the lock.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

ALL, WRITERS, NOBODY = "AccessExclusiveLock", "ShareLock", "ShareUpdateExclusiveLock"  # who waits meanwhile
RELATED = "ShareRowExclusiveLock"
TABLE = """
CREATE TABLE facts_other (id bigint PRIMARY KEY);
CREATE TABLE facts (id bigint PRIMARY KEY, a text, n int, v varchar(200) CHECK (v <> 'x'), other_id bigint);
INSERT INTO facts_other SELECT generate_series(1, 10);
INSERT INTO facts SELECT i, 'a', i, 'v', 1 + i % 10 FROM generate_series(1, 50) i
"""


@dataclass(frozen=True)
class Seen:
    rewritten: bool
    read: bool
    lock: str


def seen(table: Connection, statement: str) -> Seen:
    """What one statement did, in a transaction that is undone."""
    look = text(
        "SELECT pg_relation_filenode('facts'), pg_stat_get_xact_numscans('facts'::regclass), "
        "array(SELECT mode FROM pg_locks WHERE relation = 'facts'::regclass AND pid = pg_backend_pid())"
    )
    with table.begin() as step:
        file, reads, _ = table.execute(look).one()
        table.execute(text(statement))
        now_file, now_reads, locks = table.execute(look).one()
        step.rollback()
    lock = next((one for one in (ALL, RELATED, WRITERS, NOBODY) if one in locks), "")
    return Seen(file != now_file, now_reads > reads, lock)


STATEMENTS = {
    "ADD COLUMN b int NOT NULL DEFAULT 1": Seen(rewritten=False, read=False, lock=ALL),
    "ADD COLUMN b timestamptz NOT NULL DEFAULT now()": Seen(rewritten=False, read=False, lock=ALL),
    "ADD COLUMN b uuid DEFAULT gen_random_uuid()": Seen(rewritten=True, read=True, lock=ALL),
    "ALTER COLUMN a SET NOT NULL": Seen(rewritten=False, read=True, lock=ALL),
    "ADD CONSTRAINT x NOT NULL a NOT VALID": Seen(rewritten=False, read=False, lock=ALL),
    "ADD CHECK (n > 0)": Seen(rewritten=False, read=True, lock=ALL),
    "ADD CHECK (n > 0) NOT VALID": Seen(rewritten=False, read=False, lock=ALL),
    "ADD FOREIGN KEY (other_id) REFERENCES facts_other NOT VALID": Seen(rewritten=False, read=False, lock=RELATED),
    "ALTER COLUMN a TYPE varchar(200)": Seen(rewritten=True, read=True, lock=ALL),
    "ALTER COLUMN n TYPE bigint": Seen(rewritten=True, read=True, lock=ALL),
    "ALTER COLUMN v TYPE varchar(300)": Seen(rewritten=False, read=True, lock=ALL),  # its CHECK is tested again
    "ADD COLUMN b int GENERATED ALWAYS AS (n + 1)": Seen(rewritten=False, read=False, lock=ALL),  # VIRTUAL
    "ADD COLUMN b int GENERATED ALWAYS AS (n + 1) STORED": Seen(rewritten=True, read=True, lock=ALL),
}


@pytest.fixture
def table(session: Session) -> Iterator[Connection]:
    """A connection of its own, so that nothing but the statement holds a lock."""
    with session.get_bind().engine.connect() as connection:
        if int(str(connection.scalar(text("SHOW server_version_num")))) < 180_000:
            pytest.skip("the table is of PostgreSQL 18")
        connection.rollback()
        make(connection, TABLE)
        yield connection
        connection.rollback()
        make(connection, "DROP TABLE facts, facts_other")


def make(table: Connection, statement: str) -> None:
    with table.begin():
        table.execute(text(statement))


def test_each_statement_costs_what_the_table_says(table: Connection) -> None:
    found = {statement: seen(table, f"ALTER TABLE facts {statement}") for statement in STATEMENTS}
    assert found == STATEMENTS


def test_what_is_added_unproved_is_proved_with_a_weak_lock(table: Connection) -> None:
    for given in ("CHECK (n > 0)", "FOREIGN KEY (other_id) REFERENCES facts_other", "NOT NULL a"):
        make(table, f"ALTER TABLE facts ADD CONSTRAINT x {given} NOT VALID")
        proof = seen(table, "ALTER TABLE facts VALIDATE CONSTRAINT x")
        assert (proof.rewritten, proof.lock) == (False, NOBODY), given
        make(table, "ALTER TABLE facts DROP CONSTRAINT x")


def test_an_index_keeps_writers_waiting_and_none_stands_on_what_is_not_stored(table: Connection) -> None:
    assert seen(table, "CREATE INDEX ix_facts ON facts (n)") == Seen(rewritten=False, read=True, lock=WRITERS)
    make(table, "ALTER TABLE facts ADD COLUMN b int GENERATED ALWAYS AS (n + 1)")
    for statement, words in (
        ("CREATE INDEX ix_facts_b ON facts (b)", "virtual generated columns"),
        ("CREATE INDEX CONCURRENTLY ix_facts_n ON facts (n)", "inside a transaction block"),
    ):
        with pytest.raises(DBAPIError, match=words):
            make(table, statement)
