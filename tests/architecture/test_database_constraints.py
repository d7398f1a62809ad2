"""The third ring of validation: what the models promise stands in the migrated database."""

from sqlalchemy import CheckConstraint, UniqueConstraint, text

from app.core.db import Base


def test_every_check_and_unique_of_the_models_is_in_the_database(session):
    there = set(session.scalars(text("SELECT conname FROM pg_constraint")))
    emitted = {
        str(constraint.name)
        for table in Base.metadata.tables.values()
        for constraint in table.constraints
        if isinstance(constraint, CheckConstraint | UniqueConstraint)
    }
    assert emitted - there == set(), "add them to the migration"


def test_every_choice_is_held_to_its_values_by_the_database(session):
    rows = session.execute(text("SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint WHERE contype = 'c'"))
    definitions = dict(rows.tuples().all())
    for table in Base.metadata.tables.values():
        for column in table.columns:
            kinds = column.info.get("one_of")
            if kinds:
                definition = definitions[f"ck_{table.name}_{column.name}"]
                unknown = [str(kind) for kind in kinds if f"'{kind}'" not in definition]
                assert unknown == [], f"write a migration that lets {table.name}.{column.name} hold them: {definition}"


def test_append_only_books_refuse_change(session):
    guarded = set(session.scalars(text("SELECT tgrelid::regclass::text FROM pg_trigger WHERE tgname = 'append_only'")))
    assert guarded == {"audit_entries", "claim_attempts", "exp_entries"}
