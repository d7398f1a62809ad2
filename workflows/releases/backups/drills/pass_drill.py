"""Pass a drill: the backup was restored and compared."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.models.releases.backup import BackupFault, DrillStatus, RestoreDrill
from workflows.releases.backups.alarms.clear_alarms import clear_alarms


def pass_drill(
    session: Session,
    *,
    drill_id: int,
    backup_name: str,
    snapshot_at: datetime,
    rto_seconds: int,
    tables: int,
    rows: int,
    files: int,
    page: str,
    now: datetime,
) -> RestoreDrill:
    """The age of the backup at the start is what would have been lost."""
    row = session.get_one(RestoreDrill, drill_id, with_for_update=True, populate_existing=True)
    row.status, row.backup_name, row.finished_at, row.leased_until = DrillStatus.PASSED, backup_name, now, None
    row.rto_seconds, row.rpo_seconds = rto_seconds, int(((row.started_at or now) - snapshot_at).total_seconds())
    row.table_count, row.row_count, row.file_count, row.page = tables, rows, files, page[:200]
    clear_alarms(session, {BackupFault.DRILL_FAILED, BackupFault.DRILL_TOO_OLD}, now=now)
    return row
