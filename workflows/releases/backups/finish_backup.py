"""Finish a backup."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from app.models.releases.backup import Backup, BackupFault, BackupStatus
from workflows.releases.backups.alarms.clear_alarms import clear_alarms
from workflows.releases.backups.alarms.note_fault import note_fault


def finish_backup(
    session: Session,
    *,
    backup_id: int,
    name: str,
    place: str,
    snapshot_at: datetime,
    size: int,
    sha256: str,
    rows: int,
    files: int,
    schema_head: str,
    recipients: Iterable[str],
    missing: Sequence[str],
    now: datetime,
) -> Backup:
    """`missing`: storage keys that the database names and nobody could read; with any it is not a good one."""
    row = session.get_one(Backup, backup_id, with_for_update=True, populate_existing=True)
    row.status = BackupStatus.INCOMPLETE if missing else BackupStatus.GOOD
    row.name, row.place, row.snapshot_at, row.finished_at = name, place[:200], snapshot_at, now
    row.size, row.sha256, row.row_count, row.file_count = size, sha256, rows, files
    row.schema_head, row.recipients, row.done_percent, row.leased_until = (
        schema_head,
        " ".join(recipients)[:500],
        100,
        None,
    )
    if missing:
        row.error = f"{len(missing)} berkas tidak terbaca: {', '.join(missing[:5])}"
        note_fault(session, BackupFault.INCOMPLETE, row.error, now=now)
    else:
        clear_alarms(session, {BackupFault.FAILED, BackupFault.INCOMPLETE, BackupFault.TOO_OLD}, now=now)
    return row
