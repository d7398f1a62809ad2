"""Fail a drill."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.models.releases.backup import BackupFault, DrillStatus, RestoreDrill
from workflows.releases.backups.alarms.note_fault import note_fault


def fail_drill(session: Session, *, drill_id: int, error: str, now: datetime, backup_name: str = "") -> None:
    """Somebody is told: what cannot be restored is no backup."""
    row = session.get_one(RestoreDrill, drill_id, with_for_update=True, populate_existing=True)
    row.status, row.error, row.finished_at, row.leased_until = DrillStatus.FAILED, error[:500], now, None
    row.backup_name = backup_name
    note_fault(session, BackupFault.DRILL_FAILED, error, now=now)
