"""Fail a backup."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.models.releases.backup import Backup, BackupFault, BackupStatus
from workflows.releases.backups.alarms.note_fault import note_fault


def fail_backup(session: Session, *, backup_id: int, error: str, now: datetime) -> None:
    """The last good one stays what it is; somebody is told."""
    row = session.get_one(Backup, backup_id, with_for_update=True, populate_existing=True)
    row.status, row.error, row.finished_at, row.leased_until = BackupStatus.FAILED, error[:500], now, None
    note_fault(session, BackupFault.FAILED, error, now=now)
