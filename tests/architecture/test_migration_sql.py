"""The SQL of migrations from now on bears the release before; the measured table of docs/operations.md, by squawk."""

from pathlib import Path

import pytest

from app.migrations.squawk import PROGRAM, list_sql_faults, look_at, written_sql
from tests.architecture.test_migration_locks import VERSIONS

pytestmark = pytest.mark.skipif(not PROGRAM.exists(), reason="needs squawk: pip install -r requirements-dev.txt")
SINCE = "20261130_1300"  # earlier ones have run, with the product not yet released
NEW = sorted(file for file in VERSIONS.glob("*.py") if file.name >= SINCE)
T = "ALTER TABLE invoices"
REFUSED = {
    f"{T} ADD COLUMN a uuid DEFAULT gen_random_uuid()": "adding-field-with-default",
    f"{T} ADD COLUMN a integer GENERATED ALWAYS AS (b * 2) STORED": "adding-field-with-default",
    f"{T} ADD COLUMN a integer NOT NULL": "adding-required-field",
    f"{T} ALTER COLUMN a SET NOT NULL": "adding-not-nullable-field",
    f"{T} ADD CONSTRAINT c CHECK (a > 0)": "constraint-missing-not-valid",
    f"{T} ADD CONSTRAINT c CHECK (a > 0) NOT VALID;\n{T} VALIDATE CONSTRAINT c": "constraint-missing-not-valid",
    f"{T} ADD CONSTRAINT c FOREIGN KEY (a) REFERENCES users (id)": "adding-foreign-key-constraint",
    f"{T} ADD CONSTRAINT c UNIQUE (a)": "disallowed-unique-constraint",
    f"{T} ALTER COLUMN a TYPE bigint": "changing-column-type",
    f"{T} ALTER COLUMN a TYPE varchar(200)": "changing-column-type",
    f"{T} RENAME COLUMN a TO b": "renaming-column",
    f"{T} RENAME TO bills": "renaming-table",
    f"{T} DROP COLUMN a": "ban-drop-column",
    "DROP TABLE invoices": "ban-drop-table",
    "CREATE INDEX ix ON invoices (a)": "require-concurrent-index-creation",
    "DROP INDEX ix": "require-concurrent-index-deletion",
}
BORNE = (
    f"{T} ADD COLUMN a timestamptz DEFAULT now() NOT NULL",
    f"{T} ADD COLUMN a integer",
    f"{T} ADD CONSTRAINT c CHECK (a > 0) NOT VALID",
    f"{T} VALIDATE CONSTRAINT c",
    "CREATE INDEX CONCURRENTLY IF NOT EXISTS ix ON invoices (a)",
)


@pytest.mark.parametrize("statement", sorted(REFUSED))
def test_what_locks_or_breaks_is_refused(statement: str) -> None:
    assert any(fault.startswith(REFUSED[statement]) for fault in look_at((statement,)))


@pytest.mark.parametrize("statement", sorted(BORNE))
def test_what_is_borne_is_let_pass(statement: str) -> None:
    assert look_at((statement,)) == []


def written(folder: Path, *lines: str, docstring: str = "A change.") -> Path:
    file = folder / "20261201_0900_change.py"
    body = "\n    ".join(lines)
    file.write_text(
        f'"""{docstring}"""\nimport sqlalchemy as sa\nfrom alembic import op\n\n\ndef upgrade():\n    {body}\n'
    )
    return file


def test_sql_inside_a_migration_is_seen_and_small_or_new_tables_are_free(tmp_path: Path) -> None:
    seen = written(tmp_path, "op.execute('ALTER TABLE invoices ADD CONSTRAINT c CHECK (a > 0)')")
    assert len(list_sql_faults(seen)) == 1
    free = written(
        tmp_path,
        "op.create_table('news', sa.Column('id', sa.Integer()))",
        "op.create_index('ix_news_id', 'news', ['id'])",
        "op.create_index('ix_skills_a', 'skills', ['a'])",
    )
    assert list_sql_faults(free) == []
    contract = written(tmp_path, "op.drop_column('invoices', 'a')", docstring="Contract: unused since 0.2.0.")
    assert list_sql_faults(contract) == []


def test_an_index_outside_of_the_transaction_is_borne(tmp_path: Path) -> None:
    made = "op.create_index('ix_a', 'invoices', ['a'], postgresql_concurrently=True, if_not_exists=True)"
    file = written(tmp_path, "with op.get_context().autocommit_block():", f"    {made}")
    assert "CONCURRENTLY" in written_sql(file).text
    assert list_sql_faults(file) == []


def test_a_check_is_validated_in_a_transaction_of_its_own(tmp_path: Path) -> None:
    added = "op.execute('ALTER TABLE invoices ADD CONSTRAINT c CHECK (a > 0) NOT VALID')"
    validated = "op.execute('ALTER TABLE invoices VALIDATE CONSTRAINT c')"
    assert len(list_sql_faults(written(tmp_path, added, validated))) == 1
    apart = written(tmp_path, added, "with op.get_context().autocommit_block():", f"    {validated}")
    assert list_sql_faults(apart) == []


@pytest.mark.parametrize("file", NEW, ids=lambda file: file.name)
def test_no_migration_from_now_on_locks(file: Path) -> None:
    assert list_sql_faults(file) == [], "see app/migrations/squawk.py"
