"""Begin and end maintenance at its announced times."""

from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models.status.status_page import MAINTENANCE_FLOW, MaintenanceStatus, PlannedMaintenance
from workflows.status.subscribers.announcing.announce_maintenance import announce_maintenance
from workflows.transitions import transition


def sweep_maintenance(session: Session, *, now: datetime) -> int:
    """Begin what is due and end what has reached its announced end; how many changed."""
    moved = 0
    for status, column, name in (
        (MaintenanceStatus.SCHEDULED, PlannedMaintenance.starts_at, "begin"),
        (MaintenanceStatus.IN_PROGRESS, PlannedMaintenance.ends_at, "end"),
    ):
        due = select(PlannedMaintenance.id).where(PlannedMaintenance.status == status, column <= now)
        for plan_id in list(session.scalars(due.with_for_update(skip_locked=True))):
            moment: dict[str, Any] = {"began_at": now} if name == "begin" else {"ended_at": now}
            transition(session, MAINTENANCE_FLOW, plan_id, name, actor=None, now=now, **moment)
            announce_maintenance(session, plan_id, "started" if name == "begin" else "completed", now=now)
            moved += 1
    return moved
