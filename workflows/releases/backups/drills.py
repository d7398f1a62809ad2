"""One row per drill: a backup restored into a throw-away database and compared."""

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from app.core.errors import NotAllowed, NotAvailable
from app.core.i18n import N_
from app.core.units import unit_of
from app.models.accounts.user import User
from app.models.releases.backup import KEEPERS, BackupFault, DrillStatus, RestoreDrill
from workflows.releases.backups.alarms import clear_alarms, note_fault

LEASE = timedelta(hours=2)  # the longest a drill may take
JOB = "app.jobs.backups.run_drills"


def ask_drill(session: Session, *, actor: User | None, now: datetime) -> RestoreDrill:
    """A job runs it. Raises NotAvailable while another waits or runs."""
    if actor is not None and actor.role not in KEEPERS:
        raise NotAllowed
    row = insert(RestoreDrill).values(
        status=DrillStatus.WAITING, asked_by_id=actor.id if actor else None, created_at=now
    )
    made = session.scalar(row.on_conflict_do_nothing().returning(RestoreDrill.id))
    if made is None:
        raise NotAvailable(N_("Uji pulih lain sedang berjalan. Tunggu sampai selesai."))
    unit_of(session).wake.add(JOB)
    return session.get_one(RestoreDrill, made)


def lease_drill(session: Session, *, now: datetime) -> RestoreDrill | None:
    """The one that waits; one whose worker died has failed."""
    row = session.scalars(
        select(RestoreDrill)
        .where(RestoreDrill.status.in_([DrillStatus.WAITING, DrillStatus.RUNNING]))
        .with_for_update(skip_locked=True)
    ).one_or_none()
    if row is None or (row.status == DrillStatus.RUNNING and row.leased_until is not None and row.leased_until > now):
        return None
    if row.status == DrillStatus.RUNNING:
        fail_drill(session, drill_id=row.id, error="proses pengujinya berhenti di tengah jalan", now=now)
        return None
    row.status, row.started_at, row.leased_until = DrillStatus.RUNNING, now, now + LEASE
    return row


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


def fail_drill(session: Session, *, drill_id: int, error: str, now: datetime, backup_name: str = "") -> None:
    """Somebody is told: what cannot be restored is no backup."""
    row = session.get_one(RestoreDrill, drill_id, with_for_update=True, populate_existing=True)
    row.status, row.error, row.finished_at, row.leased_until = DrillStatus.FAILED, error[:500], now, None
    row.backup_name = backup_name
    note_fault(session, BackupFault.DRILL_FAILED, error, now=now)
