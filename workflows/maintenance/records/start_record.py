"""Begin a planned piece of maintenance."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.models.accounts.user import User
from app.models.maintenance.record import MaintenanceRecord
from app.models.maintenance.record_flow import MAINTENANCE_RECORD_FLOW
from workflows.transitions import transition


def start_record(session: Session, *, record_id: int, actor: User, now: datetime) -> MaintenanceRecord:
    done: MaintenanceRecord = transition(
        session, MAINTENANCE_RECORD_FLOW, record_id, "start", actor=actor, now=now, started_at=now
    )
    return done
