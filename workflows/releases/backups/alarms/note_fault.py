"""Note what is wrong with backups."""

from datetime import datetime

from sqlalchemy import update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from app.models.releases.backup import AlarmStatus, BackupAlarm, BackupFault
from workflows.transitions import note as write_note


def note_fault(session: Session, fault: BackupFault, detail: str, *, now: datetime) -> None:
    """One open row for each fault; the detail is that of the last time."""
    row = insert(BackupAlarm).values(fault=fault, detail=detail[:500], status=AlarmStatus.OPEN, note="", created_at=now)
    made = session.scalar(row.on_conflict_do_nothing().returning(BackupAlarm.id))
    if made is not None:
        write_note(session, "backup_alarms", made, "created", actor=None, now=now)
        return
    standing = (BackupAlarm.fault == fault) & (BackupAlarm.status == AlarmStatus.OPEN)
    session.execute(update(BackupAlarm).where(standing, BackupAlarm.detail != detail[:500]).values(detail=detail[:500]))
