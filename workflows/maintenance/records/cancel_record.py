"""Cancel a piece of maintenance."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.models.accounts.user import User
from app.models.maintenance.record import MaintenanceRecord
from app.models.maintenance.record_flow import MAINTENANCE_RECORD_FLOW
from app.models.status.status_page import MaintenanceStatus, PlannedMaintenance
from workflows.status import cancel_maintenance
from workflows.transitions import transition


def cancel_record(session: Session, *, record_id: int, actor: User, now: datetime, reason: str) -> MaintenanceRecord:
    """What was announced of it and has not begun is called off, and its subscribers are told."""
    done: MaintenanceRecord = transition(
        session,
        MAINTENANCE_RECORD_FLOW,
        record_id,
        "cancel",
        actor=actor,
        now=now,
        outcome=reason,
        cancelled_at=now,
    )
    plan = (
        session.get(PlannedMaintenance, done.plan_id, with_for_update=True, populate_existing=True)
        if done.plan_id
        else None
    )
    if plan is not None and plan.status == MaintenanceStatus.SCHEDULED:
        cancel_maintenance(session, maintenance_id=plan.id, actor=actor, now=now, reason=reason)
    return done
