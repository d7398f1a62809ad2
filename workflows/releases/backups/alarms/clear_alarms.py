"""Clear alarms of what is well again."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models.releases.backup import BACKUP_ALARM_FLOW, AlarmStatus, BackupAlarm, BackupFault
from workflows.transitions import transition


def clear_alarms(session: Session, faults: Iterable[BackupFault], *, now: datetime) -> None:
    """It is well again; one that somebody is just resolving is theirs."""
    standing = select(BackupAlarm.id).where(
        BackupAlarm.status == AlarmStatus.OPEN, BackupAlarm.fault.in_([str(fault) for fault in faults])
    )
    for alarm_id in session.scalars(standing.order_by(BackupAlarm.id).with_for_update()).all():
        transition(session, BACKUP_ALARM_FLOW, alarm_id, "clear", actor=None, now=now, resolved_at=now)
