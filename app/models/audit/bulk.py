"""Audit entries of bulk statements: what an UPDATE or DELETE is about to touch is read first, under its row locks.

A statement that writes its own audit entry says so: `.execution_options(noted=True)`.
"""

from typing import Any

from sqlalchemy import event, select
from sqlalchemy.orm import ORMExecuteState, Session
from sqlalchemy.sql.elements import BindParameter

from app.models.audit.change_log import HIDDEN, plain, write_rows
from app.models.audit.scope import SILENT, is_audited, is_secret


@event.listens_for(Session, "do_orm_execute")
def write_bulk_changes(state: ORMExecuteState) -> None:
    if not (state.is_update or state.is_delete) or state.execution_options.get("noted"):
        return
    statement: Any = state.statement
    table = statement.table
    if not is_audited(table.name) or "id" not in table.c:
        return
    after = {} if state.is_delete else _values(statement)
    names = [
        column.name for column in table.c if column.name not in SILENT and (state.is_delete or column.name in after)
    ]
    if not names:
        return
    touched = select(table.c.id, *(table.c[name].label(f"was_{name}") for name in names))
    for condition in statement._where_criteria:  # noqa: SLF001  SQLAlchemy has no public way to ask
        touched = touched.where(condition)
    rows = state.session.execute(touched.with_for_update(of=table)).mappings().all()
    action = "deleted" if state.is_delete else "changed"
    entries = [(table.name, row["id"], action, _changes_of(row, names, after)) for row in rows]
    write_rows(state.session, [row for row in entries if row[3]])  # type: ignore[arg-type]


def _values(statement: Any) -> dict[str, Any]:
    """What the statement writes, by column; an expression as its SQL."""
    given = dict(statement._values or {}) or dict(statement._ordered_values or ())  # noqa: SLF001
    return {
        getattr(column, "name", str(column)): value.value if isinstance(value, BindParameter) else str(value)
        for column, value in given.items()
    }


def _changes_of(row: Any, names: list[str], after: dict[str, Any]) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = {}
    for name in names:
        before, becomes = plain(row[f"was_{name}"]), plain(after.get(name))
        if before != becomes:
            found[name] = [HIDDEN, HIDDEN] if is_secret(name) else [before, becomes]
    return found
