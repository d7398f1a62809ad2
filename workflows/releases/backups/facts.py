"""Could we restore today: the last good backup, the last drill, what is wrong."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models.releases.backup import Backup, BackupStatus, DrillStatus, RestoreDrill

OLDEST = timedelta(hours=26)  # a nightly backup and two hours
OLDEST_DRILL = timedelta(days=8)  # a weekly drill and a day
SHRUNK, GROWN = 0.70, 2.00  # of the size of the one before: beyond these somebody looks


@dataclass(frozen=True, slots=True)
class BackupFacts:
    """`before`: the good one before the last, for the comparison of sizes."""

    last: Backup | None
    before: Backup | None
    drill: RestoreDrill | None
    now: datetime

    @property
    def is_too_old(self) -> bool:
        return self.last is None or self.last.snapshot_at is None or self.now - self.last.snapshot_at > OLDEST

    @property
    def is_drill_too_old(self) -> bool:
        return self.drill is None or self.drill.finished_at is None or self.now - self.drill.finished_at > OLDEST_DRILL

    @property
    def size_ratio(self) -> float | None:
        if self.last is None or self.before is None or not self.before.size or self.last.size is None:
            return None
        return self.last.size / self.before.size

    @property
    def is_size_odd(self) -> bool:
        return self.size_ratio is not None and not SHRUNK <= self.size_ratio <= GROWN


def read_facts(session: Session, *, now: datetime) -> BackupFacts:
    good = select(Backup).where(Backup.status.in_([BackupStatus.GOOD, BackupStatus.REMOVED]), Backup.sha256 != "")
    last_two = session.scalars(good.order_by(Backup.snapshot_at.desc()).limit(2)).all()
    passed = select(RestoreDrill).where(RestoreDrill.status == DrillStatus.PASSED)
    drill = session.scalars(passed.order_by(RestoreDrill.finished_at.desc()).limit(1)).one_or_none()
    return BackupFacts(last_two[0] if last_two else None, last_two[1] if len(last_two) > 1 else None, drill, now)
