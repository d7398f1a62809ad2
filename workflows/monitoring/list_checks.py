"""Checks and alarms as the overview reads them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models.monitoring.alarm import Alarm, AlarmStatus
from app.models.monitoring.check import Check, CheckKind, CheckPeriod, CheckResult, CheckRun, CheckState
from workflows.monitoring.check_state import MISSED_RUNS

SHOWN = 50


@dataclass(frozen=True, slots=True)
class CheckLine:
    """`is_stale`: nobody has looked for some intervals."""

    check: Check
    run: CheckRun
    is_stale: bool

    @property
    def is_bad(self) -> bool:
        active = self.check.status in {CheckState.UP, CheckState.DOWN}
        return self.check.status == CheckState.DOWN or (active and (self.is_stale or self.run.unstable))

    @property
    def since(self) -> datetime | None:
        return self.run.down_since or (self.run.last_at if self.is_stale else None)


def list_checks(session: Session, *, now: datetime) -> list[CheckLine]:
    """Every check, the ones in trouble first."""
    rows = session.execute(select(Check, CheckRun).join(CheckRun).order_by(Check.name))
    lines = [CheckLine(check, run, _is_stale(check, run, now)) for check, run in rows]
    return sorted(lines, key=lambda line: not line.is_bad)


def _is_stale(check: Check, run: CheckRun, now: datetime) -> bool:
    if check.kind == CheckKind.HEARTBEAT or run.last_at is None:
        return False
    return now - run.last_at > (MISSED_RUNS + 1) * timedelta(seconds=check.interval_seconds)


def list_open_alarms(session: Session) -> Sequence[Alarm]:
    still = select(Alarm).where(Alarm.status == AlarmStatus.OPEN).order_by(Alarm.severity, Alarm.started_at)
    return session.scalars(still.limit(SHOWN)).all()


def list_periods(session: Session, *, check_id: int) -> Sequence[CheckPeriod]:
    """Downtimes and silences of a check, newest first."""
    own = select(CheckPeriod).where(CheckPeriod.check_id == check_id)
    return session.scalars(own.order_by(CheckPeriod.started_at.desc()).limit(SHOWN)).all()


def list_results(session: Session, *, check_id: int) -> Sequence[CheckResult]:
    """The latest looks at a check, newest first."""
    own = select(CheckResult).where(CheckResult.check_id == check_id)
    return session.scalars(own.order_by(CheckResult.at.desc()).limit(SHOWN)).all()
