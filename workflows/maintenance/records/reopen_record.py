"""Take up a piece of maintenance again."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.models.accounts.user import User
from app.models.maintenance.record import MaintenanceRecord
from app.models.maintenance.record_flow import MAINTENANCE_RECORD_FLOW
from workflows.transitions import transition


def reopen_record(session: Session, *, record_id: int, actor: User, now: datetime, reason: str) -> MaintenanceRecord:
    done: MaintenanceRecord = transition(
        session,
        MAINTENANCE_RECORD_FLOW,
        record_id,
        "reopen",
        actor=actor,
        now=now,
        details={"reason": reason},
        finished_at=None,
        cancelled_at=None,
        applied_date=None,
    )
    return done
