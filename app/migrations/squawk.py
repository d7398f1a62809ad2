"""The SQL of a migration, as PostgreSQL will get it, looked at by squawk: beside `locks`, which reads its Python.

Statements about tables of some thousands of rows are left out, and those about tables that the same file makes.
"""

import importlib.util
import io
import json
import re
import subprocess
import sys
from pathlib import Path

from alembic.migration import MigrationContext
from alembic.operations import Operations

from app.migrations.locks import CONTRACT
from app.models.table_sizes import TABLE_SIZES, TableSize

OLDEST = "15"  # of PostgreSQL
PROGRAM = Path(sys.executable).with_name("squawk")
LEFT_OUT = (
    "prefer-text-field", "prefer-identity", "prefer-bigint-over-int", "prefer-bigint-over-smallint",  # models say it
    "require-lock-timeout", "require-statement-timeout",  # app/migrations/env.py sets both for the whole session
    "ban-drop-constraint",  # what is dropped is put back wider
)  # fmt: skip
DROPS = ("ban-drop-column", "ban-drop-table")  # a contract's, which says so in its docstring
NULLS, NULLS_BORNE = "ban-drop-not-null", "nulls are borne:"  # how the release before reads them, in its docstring
NAMED = re.compile(
    r"(?:ALTER TABLE(?: ONLY)?|CREATE TABLE|DROP TABLE|INDEX .+? ON|UPDATE|INTO) (?:IF (?:NOT )?EXISTS )?(\w+)"
)


def list_sql_faults(file: Path) -> list[str]:
    """A sentence for each fault. Raises OSError where squawk is not installed (requirements-dev.txt)."""
    sql = written_sql(file)
    text = sql.docstring.lower()
    skipped = LEFT_OUT + (DROPS if CONTRACT in text else ()) + ((NULLS,) if NULLS_BORNE in text else ())
    return [f"{file.name}: {fault}" for one in sql.transactions() for fault in look_at(one, skipped)]


class WrittenSql:
    """What is sent, in order; an `autocommit_block` ends the transaction before it."""

    def __init__(self, docstring: str, text: str) -> None:
        self.docstring, self.text = docstring, text

    def transactions(self) -> list[tuple[str, ...]]:
        """Its statements about tables that grow, by the transaction they stand in."""
        written = [one.strip() for one in re.split(r";\s*\n", self.text)]
        made = {found[1] for one in written if (found := re.match(r"CREATE TABLE (\w+)", one))}
        groups: list[list[str]] = [[]]
        for one in written:
            table = found[1] if (found := NAMED.search(one)) else ""
            if one in {"BEGIN", "COMMIT"}:
                groups.append([])
            elif one and table not in made and TABLE_SIZES.get(table) != TableSize.SMALL:
                groups[-1].append(one)
        return [tuple(group) for group in groups if group]


def written_sql(file: Path) -> WrittenSql:
    """What its upgrade would send. A migration that asks the database raises: write that part as one statement."""
    specification = importlib.util.spec_from_file_location(file.stem, file)
    assert specification
    assert specification.loader
    module = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(module)
    text = io.StringIO()
    options = {"as_sql": True, "output_buffer": text, "literal_binds": True}
    with Operations.context(MigrationContext.configure(dialect_name="postgresql", opts=options)):
        module.upgrade()
    return WrittenSql(module.__doc__ or "", text.getvalue())


def look_at(statements: tuple[str, ...], skipped: tuple[str, ...] = LEFT_OUT) -> list[str]:
    """Rule, sentence and way round, of each statement at fault; all of them are one transaction."""
    command = [str(PROGRAM), "--reporter", "json", "--pg-version", OLDEST, "--assume-in-transaction"]
    command += ["--exclude", ",".join(skipped)]
    text = "".join(f"{one};\n" for one in statements)
    done = subprocess.run(  # noqa: S603  our own words
        command, input=text, capture_output=True, text=True, check=False
    )
    return [
        f"{one['rule_name']}: {one['message']} {one['help'] or ''}".strip() for one in json.loads(done.stdout or "[]")
    ]
