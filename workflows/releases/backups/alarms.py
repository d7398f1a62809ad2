"""What is wrong with backups stands on the work queue until it is well again or somebody says what was done."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from app.models.accounts.user import User
from app.models.releases.backup import BACKUP_ALARM_FLOW, AlarmStatus, BackupAlarm, BackupFault
from workflows.releases.backups.facts import BackupFacts, read_facts
from workflows.transitions import note as write_note
from workflows.transitions import transition


def note_fault(session: Session, fault: BackupFault, detail: str, *, now: datetime) -> None:
    """One open row for each fault; the detail is that of the last time."""
    row = insert(BackupAlarm).values(fault=fault, detail=detail[:500], status=AlarmStatus.OPEN, note="", created_at=now)
    made = session.scalar(row.on_conflict_do_nothing().returning(BackupAlarm.id))
    if made is not None:
        write_note(session, "backup_alarms", made, "created", actor=None, now=now)
        return
    standing = (BackupAlarm.fault == fault) & (BackupAlarm.status == AlarmStatus.OPEN)
    session.execute(update(BackupAlarm).where(standing, BackupAlarm.detail != detail[:500]).values(detail=detail[:500]))


def clear_alarms(session: Session, faults: Iterable[BackupFault], *, now: datetime) -> None:
    """It is well again."""
    standing = select(BackupAlarm.id).where(
        BackupAlarm.status == AlarmStatus.OPEN, BackupAlarm.fault.in_([str(fault) for fault in faults])
    )
    for alarm_id in session.scalars(standing).all():
        transition(session, BACKUP_ALARM_FLOW, alarm_id, "clear", actor=None, now=now, resolved_at=now)


def resolve_alarm(session: Session, *, alarm_id: int, actor: User, note: str, now: datetime) -> BackupAlarm:
    """Somebody has looked and says what was done; the next look opens it again if it still holds."""
    said: dict[str, Any] = {"note": note[:500], "resolved_by_id": actor.id, "resolved_at": now}
    return transition(session, BACKUP_ALARM_FLOW, alarm_id, "resolve", actor=actor, now=now, **said)


def watch_backups(session: Session, *, now: datetime, drills_expected: bool) -> BackupFacts:
    """Open and clear the alarms about age and size."""
    facts = read_facts(session, now=now)
    held = {
        BackupFault.TOO_OLD: (facts.is_too_old, _since(facts.last.snapshot_at if facts.last else None)),
        BackupFault.SIZE: (facts.is_size_odd, f"{facts.size_ratio or 1:.0%} dari ukuran sebelumnya"),
        BackupFault.DRILL_TOO_OLD: (
            facts.is_drill_too_old and drills_expected,
            _since(facts.drill.finished_at if facts.drill else None),
        ),
    }
    for fault, (holds, detail) in held.items():
        if holds:
            note_fault(session, fault, detail, now=now)
    clear_alarms(session, [fault for fault, (holds, _) in held.items() if not holds], now=now)
    return facts


def _since(moment: datetime | None) -> str:
    return f"terakhir {moment:%Y-%m-%d %H:%M} UTC" if moment else "belum pernah"
