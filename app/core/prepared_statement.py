"""A statement so frequent that SQLAlchemy's own way to run it would cost more than PostgreSQL takes for it."""

from collections.abc import Mapping
from typing import Any

import psycopg
from sqlalchemy import ClauseElement
from sqlalchemy.dialects.postgresql import dialect
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

_DIALECT = dialect(paramstyle="numeric_dollar")  # PostgreSQL's own $1, which the driver sends as they are


class Statement:
    """Written in SQLAlchemy, compiled once, prepared by the server, read by the driver in the session's transaction."""

    def __init__(self, clause: ClauseElement) -> None:
        self.clause = clause
        compiled = clause.compile(dialect=_DIALECT)
        self._sql = str(compiled)
        self._names: list[str] = compiled.positiontup  # type: ignore[attr-defined]
        self._constants = dict(compiled.params or {})

    def first(self, session: Session, values: Mapping[str, Any]) -> tuple[Any, ...] | None:
        """The first row, in the order of its columns."""
        return self._run(session, values).fetchone()

    def all(self, session: Session, values: Mapping[str, Any]) -> list[tuple[Any, ...]]:
        """Every row."""
        return self._run(session, values).fetchall()

    def _run(self, session: Session, values: Mapping[str, Any]) -> psycopg.Cursor[tuple[Any, ...]]:
        """Problems are SQLAlchemy's, as for every statement."""
        given = {**self._constants, **values}
        connection, ordered = session.connection(), [given[name] for name in self._names]
        cursor = psycopg.RawCursor(connection.connection.driver_connection)  # type: ignore[arg-type]
        tell = connection.dispatch.before_cursor_execute  # whoever counts statements counts this one, too
        tell(connection, cursor, self._sql, ordered, None, False)  # noqa: FBT003
        try:
            return cursor.execute(self._sql.encode(), ordered, prepare=True)
        except psycopg.Error as problem:
            lost = cursor.connection.closed
            if lost:
                connection.invalidate(problem)  # the pool throws it away and opens another
            raise DBAPIError.instance(
                self._sql, None, problem, psycopg.Error, connection_invalidated=lost, dialect=_DIALECT
            ) from problem
