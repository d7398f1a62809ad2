"""Audit entries of the ORM: every flush writes what it made, changed and deleted, by whom, in the same transaction.

Transitions write their own row (workflows.transitions), because a guarded UPDATE passes no flush; other bulk
statements are logged by `app.models.audit.bulk`. What is left out stands in `app.models.audit.scope`, with the reason.
"""

from typing import Any

from sqlalchemy import event, insert, inspect
from sqlalchemy.orm import Session
from sqlalchemy.orm.base import PASSIVE_NO_INITIALIZE

from app.core.clock import utc_now
from app.core.units import unit_of
from app.models.audit.audit_log import AuditEntry, trace_of
from app.models.audit.scope import NOTED_WHEN_MADE, SILENT, is_audited, is_secret

HIDDEN = "•••"


@event.listens_for(Session, "after_flush")
def write_changes(session: Session, _context: Any) -> None:
    found = [
        *((record, "created", _changes(record, fresh=True)) for record in session.new if _is_logged_here(record)),
        *((record, "changed", _changes(record, fresh=False)) for record in session.dirty if _is_ours(record)),
        *((record, "deleted", _last_state(record)) for record in session.deleted if _is_ours(record)),
    ]
    write_rows(
        session, [(_name(record), _key(record), action, changes) for record, action, changes in found if changes]
    )


def write_rows(session: Session, rows: list[tuple[str, int, str, dict[str, Any]]]) -> None:
    """(table, id, action, changes) of each, into the audit log, in the session's transaction."""
    if not rows:
        return
    common = {"at": utc_now(), "actor_id": unit_of(session).actor_id, **trace_of(session)}
    entries = [
        {"thing": thing, "thing_id": key, "action": action, "changes": changes} for thing, key, action, changes in rows
    ]
    session.connection().execute(insert(AuditEntry), [{**common, **row} for row in entries])


def plain(value: Any) -> Any:
    """As JSON can hold it."""
    return value if isinstance(value, str | int | float | bool | list | dict | type(None)) else str(value)


def _is_ours(record: Any) -> bool:
    return is_audited(record.__tablename__)


def _is_logged_here(record: Any) -> bool:
    return _is_ours(record) and record.__tablename__ not in NOTED_WHEN_MADE


def _name(record: Any) -> str:
    return record.__tablename__


def _key(record: Any) -> int:
    """The record's id; tables that are keyed by words say which in the changes."""
    key = getattr(record, "id", None)
    return key if isinstance(key, int) else 0


def _changes(record: Any, *, fresh: bool) -> dict[str, list[Any]]:
    state = inspect(record)
    found: dict[str, list[Any]] = {}
    for column in state.mapper.column_attrs:
        # what was never set since the last flush has no history worth the asking
        if column.key not in state.committed_state or column.key in SILENT or (fresh and column.key not in state.dict):
            continue
        history = state.get_history(column.key, PASSIVE_NO_INITIALIZE)
        if not history.has_changes():
            continue
        before = history.deleted[0] if history.deleted else None
        after = history.added[0] if history.added else None
        if before != after:
            found[column.key] = [HIDDEN, HIDDEN] if is_secret(column.key) else [plain(before), plain(after)]
    return found | _changed_lists(state)


def _changed_lists(state: Any) -> dict[str, list[Any]]:
    """Many-to-many lists, such as a technician's skills, by the names of what is on them."""
    found: dict[str, list[Any]] = {}
    for relation in state.mapper.relationships:
        if relation.secondary is None:
            continue
        history = state.get_history(relation.key, PASSIVE_NO_INITIALIZE)
        if history.added or history.deleted:
            before = [*(history.unchanged or ()), *(history.deleted or ())]
            after = [*(history.unchanged or ()), *(history.added or ())]
            found[relation.key] = [sorted(map(str, before)), sorted(map(str, after))]
    return found


def _last_state(record: Any) -> dict[str, list[Any]]:
    state = inspect(record)
    return {
        column.key: [HIDDEN if is_secret(column.key) else plain(state.dict[column.key]), None]
        for column in state.mapper.column_attrs
        if column.key not in SILENT and state.dict.get(column.key) is not None
    }
