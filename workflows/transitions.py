"""One guarded step along a flow: the database picks the winner, Python only asks."""

from collections.abc import Collection, Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Any

from sqlalchemy import Integer, and_, select, update
from sqlalchemy.orm import Session

from app.core.errors import DomainError, NotAllowed, NotAvailable, NotFound
from app.core.flow import Action, Flow
from app.core.i18n import N_
from app.models.accounts.user import User
from app.models.audit.audit_log import AuditEntry, trace_of


def transition(
    session: Session,
    flow: Flow,
    record_id: int,
    name: str,
    *,
    actor: User | None,
    now: datetime,
    where: tuple[Any, ...] = (),
    details: Mapping[str, Any] = MappingProxyType({}),
    **columns: Any,
) -> Any:
    """Take one step in one guarded UPDATE, write its audit row with these `details`, return the fresh record.

    `actor` None is the system. The guard is the step's sources, its conditions and `where`. No row back raises
    NotFound, NotAvailable, or the refusal of the first condition that does not hold. The row is locked by a statement
    before: what a condition counts in other tables is counted as it stands after the wait for the lock.
    """
    step = flow.transitions[name]
    require_role(step, actor)
    model = flow.model
    was = session.scalar(select(model.status).where(model.id == record_id).with_for_update())
    values = {"status": step.target or model.status, **columns}
    if isinstance(getattr(model.__table__.columns.get("version"), "type", None), Integer):  # a release's is a name
        values["version"] = model.version + 1
    guarded = (
        update(model)
        .where(model.id == record_id, *_guard(model, step, actor), *where)
        .values(values)
        .returning(model)
        .execution_options(synchronize_session=False, populate_existing=True, noted=True)
    )
    record: Any = session.scalars(guarded).one_or_none()
    if record is None:
        raise _refusal(session, flow, step, record_id, actor)
    facts = {"status": [was, record.status], **_json_values(columns), **details}
    note(session, model.__tablename__, record_id, name, actor=actor, now=now, **facts)
    return record


def transition_unaudited(session: Session, flow: Flow, record_id: int, name: str, **columns: Any) -> Any:
    """A step the system takes: guarded by the table like any other, without an audit row.

    For rows that are themselves a record of events, thousands a day; the caller has locked the row.
    """
    step = flow.transitions[name]
    if not step.is_system:
        raise NotAllowed
    guarded = (
        update(flow.model)
        .where(flow.model.id == record_id, *_guard(flow.model, step, None))
        .values({"status": step.target, **columns})
        .returning(flow.model)
        .execution_options(synchronize_session=False, populate_existing=True)
    )
    record: Any = session.scalars(guarded).one_or_none()
    if record is None:
        raise _refusal(session, flow, step, record_id, None)
    return record


def transition_many_unaudited(session: Session, flow: Flow, ids: Collection[int], name: str, **columns: Any) -> None:
    """The same of many rows in one statement; those that the table's guard does not let through stay as they are."""
    step = flow.transitions[name]
    if not step.is_system:
        raise NotAllowed
    guarded = update(flow.model).where(flow.model.id.in_(ids), *_guard(flow.model, step, None))
    guarded = guarded.values({"status": step.target, **columns})
    session.execute(guarded.execution_options(synchronize_session=False, noted=True))


def list_open_steps(session: Session, flow: Flow, record: Any, *, actor: User) -> list[str]:
    """Names of the steps this person may take on the record now, in the table's order; one SELECT at most."""
    steps = dict(flow.open_to(actor.role, record.status))
    conditional = {name: step for name, step in steps.items() if step.when}
    if not conditional:
        return list(steps)
    holds = [and_(*(condition.sql(actor) for condition in step.when)) for step in conditional.values()]
    row = session.execute(select(*holds).where(flow.model.id == record.id)).one_or_none()
    closed = {name for name, held in zip(conditional, row or (), strict=False) if not held}
    return [name for name in steps if name not in closed]


def list_open_among(session: Session, flow: Flow, name: str, ids: Collection[int], *, actor: User) -> set[int]:
    """Those of the records, all in a status the step leaves, on which this person may take it; one SELECT at most."""
    step = flow.transitions[name]
    if actor.role not in step.by or not ids:
        return set()
    if not step.when:
        return set(ids)
    return set(session.scalars(select(flow.model.id).where(flow.model.id.in_(ids), *_guard(flow.model, step, actor))))


def require_conditions(session: Session, flow: Flow, name: str, record_id: int, *, actor: User) -> None:
    """Raise the refusal of the step's first condition that does not hold; the status is not looked at."""
    step = flow.transitions[name]
    holds = [condition.sql(actor) for condition in step.when]
    row: Any = session.execute(select(flow.model.id, *holds).where(flow.model.id == record_id)).one_or_none()
    if row is None:
        raise NotFound
    for condition, held in zip(step.when, row[1:], strict=True):
        if not held:
            raise condition.refusal


def require_role(step: Action, actor: User | None) -> None:
    """The table's `by` column, and nothing else, says who may take a step."""
    if actor is not None and actor.role not in step.by:
        raise NotAllowed


def note(
    session: Session, thing: str, thing_id: int, action: str, *, actor: User | None, now: datetime, **changes: Any
) -> None:
    """Write one audit row in the caller's transaction."""
    session.add(
        AuditEntry(
            at=now,
            actor_id=actor.id if actor else None,
            thing=thing,
            thing_id=thing_id,
            action=action,
            changes=changes,
            **trace_of(session),
        )
    )


def _json_values(columns: dict[str, Any]) -> dict[str, Any]:
    """What a step wrote, in JSON's own types; SQL expressions are left out."""
    plain = (str, int, float, bool, list, type(None))
    return {
        name: value if isinstance(value, plain) else value.isoformat()
        for name, value in columns.items()
        if isinstance(value, plain) or hasattr(value, "isoformat")
    }


def _guard(model: Any, step: Action, actor: User | None) -> list[Any]:
    return [model.status.in_(step.sources), *(condition.sql(actor) for condition in step.when)]


def _refusal(session: Session, flow: Flow, step: Action, record_id: int, actor: User | None) -> DomainError:
    """Why the guarded UPDATE found no row: first the conditions, as they say most, then the status."""
    holds = [condition.sql(actor) for condition in step.when]
    row: Any = session.execute(select(flow.model.status, *holds).where(flow.model.id == record_id)).one_or_none()
    if row is None:
        return NotFound()
    for condition, held in zip(step.when, row[1:], strict=True):
        if not held:
            return condition.refusal()
    label = flow.labels.get(flow.statuses(row[0]), row[0])
    return NotAvailable(
        N_("Tidak bisa: statusnya sekarang “%(status)s”. Muat ulang halaman.", status=label), status=row[0]
    )
