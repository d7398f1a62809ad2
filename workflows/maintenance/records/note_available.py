"""Correct since when a security patch is available."""

from datetime import date, datetime

from sqlalchemy.orm import Session

from app.core.errors import Invalid
from app.core.i18n import N_
from app.models.accounts.user import User
from app.models.maintenance.record import MaintenanceRecord
from app.models.maintenance.record_flow import MAINTENANCE_RECORD_FLOW
from app.policies.company_time import company_today
from workflows.transitions import transition


def note_available(
    session: Session, *, record_id: int, actor: User, now: datetime, available: date
) -> MaintenanceRecord:
    """Raises Invalid for a day to come."""
    if available > company_today(session, now):
        raise Invalid(N_("Tambalan tidak bisa tersedia di masa depan."), field="available")
    done: MaintenanceRecord = transition(
        session, MAINTENANCE_RECORD_FLOW, record_id, "note_available", actor=actor, now=now, available_date=available
    )
    return done
