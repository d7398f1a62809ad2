"""One row per backup: asked for, being made, good or not, removed."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from app.core.errors import NotAllowed, NotAvailable
from app.core.i18n import N_
from app.core.units import unit_of
from app.models.accounts.user import User
from app.models.releases.backup import KEEPERS, Backup, BackupFault, BackupStatus
from workflows.releases.backups.alarms import clear_alarms, note_fault

LEASE = timedelta(minutes=30)  # pushed ahead with every progress
JOB = "app.jobs.backups.make_backups"
KEPT = (BackupStatus.GOOD, BackupStatus.INCOMPLETE)


def ask_backup(session: Session, *, actor: User | None, now: datetime) -> Backup:
    """A job makes it. Raises NotAvailable while another waits or runs."""
    if actor is not None and actor.role not in KEEPERS:
        raise NotAllowed
    row = insert(Backup).values(status=BackupStatus.WAITING, asked_by_id=actor.id if actor else None, created_at=now)
    made = session.scalar(row.on_conflict_do_nothing().returning(Backup.id))
    if made is None:
        raise NotAvailable(N_("Pencadangan lain sedang berjalan. Tunggu sampai selesai."))
    unit_of(session).wake.add(JOB)
    return session.get_one(Backup, made)


def lease_backup(session: Session, *, now: datetime) -> Backup | None:
    """The one that waits; one whose worker died has failed."""
    row = session.scalars(
        select(Backup)
        .where(Backup.status.in_([BackupStatus.WAITING, BackupStatus.RUNNING]))
        .with_for_update(skip_locked=True)
    ).one_or_none()
    if row is None or (row.status == BackupStatus.RUNNING and row.leased_until is not None and row.leased_until > now):
        return None
    if row.status == BackupStatus.RUNNING:
        fail_backup(session, backup_id=row.id, error="proses pembuatnya berhenti di tengah jalan", now=now)
        return None
    row.status, row.leased_until = BackupStatus.RUNNING, now + LEASE
    return row


def note_progress(session: Session, *, backup_id: int, percent: int, now: datetime) -> None:
    values = {"done_percent": percent, "leased_until": now + LEASE}
    session.execute(update(Backup).where(Backup.id == backup_id).values(values))


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


def fail_backup(session: Session, *, backup_id: int, error: str, now: datetime) -> None:
    """The last good one stays what it is; somebody is told."""
    row = session.get_one(Backup, backup_id, with_for_update=True, populate_existing=True)
    row.status, row.error, row.finished_at, row.leased_until = BackupStatus.FAILED, error[:500], now, None
    note_fault(session, BackupFault.FAILED, error, now=now)


def list_kept(session: Session) -> Sequence[Backup]:
    """Those that still lie in the place, newest first."""
    return session.scalars(select(Backup).where(Backup.status.in_(KEPT)).order_by(Backup.snapshot_at.desc())).all()


def mark_removed(session: Session, names: Iterable[str]) -> None:
    """The retention rule has deleted them."""
    session.execute(update(Backup).where(Backup.name.in_(list(names))).values(status=BackupStatus.REMOVED))
