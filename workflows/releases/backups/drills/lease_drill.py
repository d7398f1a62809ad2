"""Lease the drill that waits."""

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models.releases.backup import UNFINISHED_DRILLS, DrillStatus, RestoreDrill
from workflows.releases.backups.drills.fail_drill import fail_drill

LEASE = timedelta(hours=2)  # the longest a drill may take


def lease_drill(session: Session, *, now: datetime) -> RestoreDrill | None:
    """The one that waits; one whose worker died has failed."""
    row = session.scalars(
        select(RestoreDrill).where(RestoreDrill.status.in_(UNFINISHED_DRILLS)).with_for_update(skip_locked=True)
    ).one_or_none()
    if row is None or (row.status == DrillStatus.RUNNING and row.leased_until is not None and row.leased_until > now):
        return None
    if row.status == DrillStatus.RUNNING:
        fail_drill(session, drill_id=row.id, error="proses pengujinya berhenti di tengah jalan", now=now)
        return None
    row.status, row.started_at, row.leased_until = DrillStatus.RUNNING, now, now + LEASE
    return row
