"""Keep the report of a month, and tell whoever leads."""

from datetime import date, datetime

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from app.models.maintenance.upkeep import MaintenanceMonth
from workflows.maintenance.events import MaintenanceMonthReady
from workflows.outbox_events import emit


def has_month(session: Session, month: date) -> bool:
    return bool(session.scalar(select(exists().where(MaintenanceMonth.month == month))))


def store_month(session: Session, *, month: date, file_id: int, now: datetime) -> MaintenanceMonth:
    """Once for each month: a second one is refused by the database."""
    kept = MaintenanceMonth(month=month, file_id=file_id, created_at=now)
    session.add(kept)
    session.flush()
    emit(session, MaintenanceMonthReady(month_id=kept.id), now=now, once=f"maintenance-month:{month}")
    return kept
