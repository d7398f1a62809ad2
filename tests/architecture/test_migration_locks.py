"""Migrations from now on bear the release before, and keep nobody waiting on a table that grows."""

from pathlib import Path

import pytest

from app.migrations.locks import list_lock_faults

VERSIONS = Path(__file__).parents[2] / "app" / "migrations" / "versions"
SINCE = "20261130_1030"  # earlier ones have run, with the product not yet released
NEW = sorted(file for file in VERSIONS.glob("*.py") if file.name >= SINCE)

REFUSED = {
    'op.create_index("ix_a", "visit_tickets", ["status"])': "postgresql_concurrently",
    'op.create_foreign_key("fk_a", "invoices", "users", ["a"], ["id"])': "NOT VALID",
    'op.create_check_constraint("ck_a", "invoices", "a > 0")': "NOT VALID",
    'op.create_unique_constraint("uq_a", "invoices", ["a"])': "USING INDEX",
    'op.alter_column("invoices", "a", nullable=False)': "SET NOT NULL",
    'op.alter_column("invoices", "a", type_=sa.BigInteger())': "rewrites",
    'op.alter_column("checks", "a", new_column_name="b")': "renamed",
    'op.rename_table("checks", "looks")': "renamed",
    'op.drop_column("checks", "a")': "contract",
    'op.drop_table("checks")': "contract",
    'op.add_column("checks", sa.Column("a", sa.Integer(), nullable=False))': "cannot insert",
    'op.add_column("checks", sa.Column("a", sa.Uuid(), server_default=sa.text("gen_random_uuid()")))': "volatile",
}
BORNE = (
    'op.create_index("ix_a", "checks", ["a"])',
    'op.create_index("ix_a", "visit_tickets", ["a"], postgresql_concurrently=True, if_not_exists=True)',
    'op.create_foreign_key("fk_a", "invoices", "users", ["a"], ["id"], postgresql_not_valid=True)',
    'op.add_column("invoices", sa.Column("a", sa.Integer(), nullable=True))',
    'op.add_column("invoices", sa.Column("a", sa.Integer(), server_default="0", nullable=False))',
    'op.create_table("news", sa.Column("a", sa.Integer()))\n    op.create_index("ix_a", "news", ["a"])',
    'op.alter_column("checks", "a", nullable=False)',
)


def written(folder: Path, line: str, docstring: str = "A change.") -> Path:
    file = folder / "20261201_0900_change.py"
    file.write_text(f'"""{docstring}"""\nT = "invoices"\n\n\ndef upgrade() -> None:\n    {line}\n')
    return file


@pytest.mark.parametrize("line", sorted(REFUSED))
def test_what_locks_or_breaks_is_refused_with_the_way_round(tmp_path: Path, line: str) -> None:
    (fault,) = list_lock_faults(written(tmp_path, line))
    assert REFUSED[line] in fault


@pytest.mark.parametrize("line", sorted(BORNE))
def test_what_is_borne_is_let_pass(tmp_path: Path, line: str) -> None:
    assert list_lock_faults(written(tmp_path, line)) == []


def test_a_table_named_by_a_constant_is_known_and_a_contract_says_so(tmp_path: Path) -> None:
    assert list_lock_faults(written(tmp_path, 'op.create_index("ix_a", T, ["a"])'))
    assert list_lock_faults(written(tmp_path, 'op.drop_column(T, "a")', "Contract: unused since 0.2.0.")) == []


@pytest.mark.parametrize("file", NEW, ids=lambda file: file.name)
def test_no_migration_from_now_on_locks(file: Path) -> None:
    assert list_lock_faults(file) == [], "see app/migrations/locks.py"
