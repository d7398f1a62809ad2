"""Tick one item of a record's checklist."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.core.errors import NotFound
from app.models.accounts.user import User
from app.models.maintenance.record import MaintenanceItem, MaintenanceRecord
from app.models.maintenance.record_flow import MAINTENANCE_RECORD_FLOW
from workflows.transitions import transition


def tick_item(session: Session, *, record_id: int, actor: User, now: datetime, item: int) -> MaintenanceRecord:
    """A second time changes nothing. Raises NotFound for an item of another record."""
    done, found = step_on_item(session, "tick", record_id=record_id, actor=actor, now=now, item=item)
    if found.done_at is None:
        found.done_at, found.done_by_id = now, actor.id
        session.flush()
    return done


def step_on_item(
    session: Session, name: str, *, record_id: int, actor: User, now: datetime, item: int
) -> tuple[MaintenanceRecord, MaintenanceItem]:
    """The record after the step, and its item, locked. Raises NotFound."""
    found = session.get(MaintenanceItem, item, with_for_update=True, populate_existing=True)
    if found is None or found.record_id != record_id:
        raise NotFound
    details = {"label": found.label}
    record = transition(session, MAINTENANCE_RECORD_FLOW, record_id, name, actor=actor, now=now, details=details)
    return record, found
