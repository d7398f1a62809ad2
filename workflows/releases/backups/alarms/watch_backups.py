"""Watch age and size of backups."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.models.releases.backup import BackupFault
from workflows.releases.backups.alarms.clear_alarms import clear_alarms
from workflows.releases.backups.alarms.note_fault import note_fault
from workflows.releases.backups.facts import BackupFacts, read_facts


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
