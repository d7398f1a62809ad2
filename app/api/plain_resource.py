"""Resources of the plain kind: whoever may read one sees all its rows, and no field of theirs is written."""

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import ColumnElement, Integer, true

from app.api.resource import Filter, Foreign, Resource, exact, one_of, same
from app.api.schemas import record_schema
from app.models.accounts.user import User


def every_row(_user: User) -> ColumnElement[bool]:
    return true()


def plain_resource(
    name: str,
    title: str,
    model: Any,
    columns: str,
    *,
    by: Iterable[str] = (),
    filters: Mapping[str, Filter] | None = None,
    foreign: Mapping[str, Foreign] | None = None,
    **more: Any,
) -> Resource:
    """`columns`: names with spaces between; `by`: those to filter by; `more`: fields that are no columns."""
    shown = record_schema(title, model, columns.split(), **more)
    asked = {column: _filter_of(getattr(model, column)) for column in by} | dict(filters or {})
    return Resource(name, model, shown, every_row, filters=asked, foreign=foreign or {})


def _filter_of(column: Any) -> Filter:
    """A member of its enum, an id, or its very text."""
    stored = column.property.columns[0]
    if "one_of" in stored.info:
        return one_of(column)
    return same(column) if isinstance(stored.type, Integer) else exact(column)
