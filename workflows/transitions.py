"""One guarded step along a flow: the database picks the winner, Python only asks."""

from datetime import datetime
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app.core.errors import DomainError, NotAllowed, NotAvailable, NotFound
from app.core.flow import Flow, Transition
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
    **columns: Any,
) -> Any:
    """Make one move in one guarded UPDATE, write its audit row, return the fresh record.

    `actor` None is the system. `where` adds conditions; no row back raises NotAvailable (or NotFound).
    """
    step = flow.transitions[name]
    require_role(step, actor)
    model = flow.model
    before = select(model.id, model.status.label("was")).where(model.id == record_id).with_for_update().cte("before")
    values = {"status": step.target or model.status, **columns}
    if "version" in model.__table__.columns:
        values["version"] = model.version + 1
    guarded = (
        update(model)
        .where(model.id == before.c.id, model.status.in_(step.sources), *where)
        .values(values)
        .returning(model, before.c.was)
        .execution_options(synchronize_session=False, populate_existing=True, noted=True)
    )
    moved: Any = session.execute(guarded).one_or_none()
    if moved is None:
        raise _too_late(session, flow, record_id)
    record: Any = moved[0]
    was: str = moved[1]
    said = {"status": [was, record.status], **_said(columns)}
    note(session, model.__tablename__, record_id, name, actor=actor, now=now, **said)
    return record


def transition_unaudited(session: Session, flow: Flow, record_id: int, name: str, **columns: Any) -> Any:
    """A move of the system's own traffic: guarded by the table like any other, without an audit row.

    For rows that are themselves a trail, thousands a day; whoever calls has the row locked.
    """
    step = flow.transitions[name]
    if not step.is_system:
        raise NotAllowed
    guarded = (
        update(flow.model)
        .where(flow.model.id == record_id, flow.model.status.in_(step.sources))
        .values({"status": step.target, **columns})
        .returning(flow.model)
        .execution_options(synchronize_session=False, populate_existing=True)
    )
    record: Any = session.scalars(guarded).one_or_none()
    if record is None:
        raise _too_late(session, flow, record_id)
    return record


def require_role(step: Transition, actor: User | None) -> None:
    """The table's `by` column, and nothing else, says who may make a move."""
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


def _said(columns: dict[str, Any]) -> dict[str, Any]:
    """What a move wrote, in JSON's own types; SQL expressions are left out."""
    plain = (str, int, float, bool, list, type(None))
    return {
        name: value if isinstance(value, plain) else value.isoformat()
        for name, value in columns.items()
        if isinstance(value, plain) or hasattr(value, "isoformat")
    }


def _too_late(session: Session, flow: Flow, record_id: int) -> DomainError:
    status = session.scalar(select(flow.model.status).where(flow.model.id == record_id))
    if status is None:
        return NotFound()
    label = flow.labels.get(flow.statuses(status), status)
    return NotAvailable(
        N_("Tidak bisa: statusnya sekarang “%(status)s”. Muat ulang halaman.", status=label), status=status
    )
