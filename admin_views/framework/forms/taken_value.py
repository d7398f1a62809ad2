"""A value that must be unique and is taken: which field of the form holds it."""

from collections.abc import Container
from typing import Any

from psycopg.errors import UniqueViolation
from sqlalchemy import UniqueConstraint, inspect
from sqlalchemy.exc import IntegrityError


def find_taken_field(problem: IntegrityError, model: Any, form: Container[str]) -> str | None:
    """The form's field whose unique constraint or index the database named; None for any other violation."""
    if not isinstance(problem.orig, UniqueViolation):
        return None
    table = inspect(model).local_table
    name = problem.orig.diag.constraint_name
    unique = (one for one in (*table.constraints, *table.indexes) if one.name == name)
    rule = next((one for one in unique if isinstance(one, UniqueConstraint) or getattr(one, "unique", False)), None)
    return next((column.key for column in rule.columns if column.key in form), None) if rule is not None else None
