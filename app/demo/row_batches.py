"""Rows first, SQL last: the demo writes a history the verbs could not live through, in a few large inserts."""

from collections import defaultdict
from itertools import groupby
from typing import Any

from sqlalchemy import func, insert, select, text
from sqlalchemy.orm import Session

from app.core.db import Base


class RowBatches:
    """Gives out ids, collects rows, writes them table by table in the order their foreign keys want."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._rows: dict[Any, list[dict[str, Any]]] = defaultdict(list)
        self._links: dict[Any, list[dict[str, Any]]] = defaultdict(list)
        self._next: dict[Any, int] = {}

    def add(self, model: Any, **facts: Any) -> int:
        """Note a row and return the id it will have."""
        if model not in self._next:
            self._next[model] = (self._session.scalar(select(func.max(model.id))) or 0) + 1
        facts["id"] = self._next[model]
        self._next[model] += 1
        self._rows[model].append(facts)
        return facts["id"]

    def add_plain(self, model: Any, **facts: Any) -> None:
        """A row of a table whose key is not a number we give out."""
        self._rows[model].append(facts)

    def link(self, table: Any, **facts: Any) -> None:
        self._links[table].append(facts)

    def rows(self, model: Any) -> list[dict[str, Any]]:
        return self._rows[model]

    def write(self) -> None:
        by_table = {model.__table__: model for model in self._rows}
        for table in Base.metadata.sorted_tables:
            if table in by_table:
                self._write(by_table[table])
            if table in self._links:
                self._session.execute(insert(table), self._links[table])
        for model in self._next:
            name = model.__tablename__
            self._session.execute(
                text("SELECT setval(pg_get_serial_sequence(:table, 'id'), :last)"),
                {"table": name, "last": self._next[model] - 1},
            )

    def _write(self, model: Any) -> None:
        def columns(row: dict[str, Any]) -> list[str]:
            return sorted(row)

        for _, alike in groupby(sorted(self._rows[model], key=columns), key=columns):
            self._session.execute(insert(model), list(alike))
