"""Cancel a piece of maintenance."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.models.accounts.user import User
from app.models.maintenance.record import MaintenanceRecord
from app.models.maintenance.record_flow import MAINTENANCE_RECORD_FLOW
from workflows.transitions import transition


def cancel_record(session: Session, *, record_id: int, actor: User, now: datetime, reason: str) -> MaintenanceRecord:
    done: MaintenanceRecord = transition(
        session, MAINTENANCE_RECORD_FLOW, record_id, "cancel", actor=actor, now=now, outcome=reason
    )
    return done
