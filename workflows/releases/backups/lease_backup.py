"""Lease the backup that waits."""

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models.releases.backup import UNFINISHED_BACKUPS, Backup, BackupStatus
from workflows.releases.backups.fail_backup import fail_backup

LEASE = timedelta(minutes=30)  # pushed ahead with every progress


def lease_backup(session: Session, *, now: datetime) -> Backup | None:
    """The one that waits; one whose worker died has failed."""
    row = session.scalars(
        select(Backup).where(Backup.status.in_(UNFINISHED_BACKUPS)).with_for_update(skip_locked=True)
    ).one_or_none()
    if row is None or (row.status == BackupStatus.RUNNING and row.leased_until is not None and row.leased_until > now):
        return None
    if row.status == BackupStatus.RUNNING:
        fail_backup(session, backup_id=row.id, error="proses pembuatnya berhenti di tengah jalan", now=now)
        return None
    row.status, row.leased_until = BackupStatus.RUNNING, now + LEASE
    return row
