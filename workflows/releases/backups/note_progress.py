"""Note how far a backup came."""

from datetime import datetime

from sqlalchemy import update
from sqlalchemy.orm import Session

from app.models.releases.backup import Backup, BackupStatus
from workflows.releases.backups.lease_backup import LEASE


def note_progress(session: Session, *, backup_id: int, percent: int, now: datetime) -> None:
    values = {"done_percent": percent, "leased_until": now + LEASE}
    session.execute(update(Backup).where(Backup.id == backup_id, Backup.status == BackupStatus.RUNNING).values(values))
