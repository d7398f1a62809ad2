"""Add an item to a record's checklist."""

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.core.errors import Invalid
from app.models.accounts.user import User
from app.models.maintenance.record import MaintenanceItem, MaintenanceRecord
from app.models.maintenance.record_flow import MAINTENANCE_RECORD_FLOW
from workflows.maintenance.records.make_record import MOST_ITEMS, TOO_MANY
from workflows.transitions import transition


def add_item(session: Session, *, record_id: int, actor: User, now: datetime, label: str) -> MaintenanceRecord:
    done: MaintenanceRecord = transition(
        session, MAINTENANCE_RECORD_FLOW, record_id, "add_item", actor=actor, now=now, details={"label": label}
    )
    items = select(func.count()).where(MaintenanceItem.record_id == record_id)
    if (session.scalar(items) or 0) >= MOST_ITEMS:
        raise Invalid(TOO_MANY, field="label")
    session.add(MaintenanceItem(record_id=record_id, label=label, created_at=now))
    session.flush()
    return done
