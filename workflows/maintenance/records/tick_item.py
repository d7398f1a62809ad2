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
    found = session.get(MaintenanceItem, item, with_for_update=True, populate_existing=True)
    if found is None or found.record_id != record_id:
        raise NotFound
    done: MaintenanceRecord = transition(
        session, MAINTENANCE_RECORD_FLOW, record_id, "tick", actor=actor, now=now, details={"label": found.label}
    )
    if found.done_at is None:
        found.done_at, found.done_by_id = now, actor.id
        session.flush()
    return done
