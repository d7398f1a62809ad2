"""Remind the owners of maintenance whose day is near or over."""

from datetime import datetime, timedelta

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from app.models.maintenance.record import MaintenanceRecord
from app.models.maintenance.record_flow import OPEN
from app.policies.company_time import company_today
from workflows.maintenance.events import MaintenanceDue
from workflows.outbox_events import emit

BEFORE = timedelta(days=3)
REMIND_EVERY = timedelta(days=7)


def remind_of_records(session: Session, *, now: datetime) -> int:
    """Three days before, and every week from then on until it is done; how many."""
    today = company_today(session, now)
    near = select(MaintenanceRecord).where(
        MaintenanceRecord.status.in_(OPEN),
        MaintenanceRecord.due_date <= today + BEFORE,
        or_(MaintenanceRecord.reminded_at.is_(None), MaintenanceRecord.reminded_at <= now - REMIND_EVERY),
    )
    found = session.scalars(near.with_for_update(skip_locked=True)).all()
    for record in found:
        record.reminded_at = now
        emit(session, MaintenanceDue(record_id=record.id), now=now, once=f"maintenance:{record.id}:{today}")
    return len(found)
