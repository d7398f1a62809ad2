"""What was done in a month to keep the service in shape, and what came of it."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from statistics import median

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload

from app.core.clock import day_bounds
from app.models.maintenance.record import MaintenanceKind, MaintenanceRecord, MaintenanceRecordStatus
from app.models.maintenance.record_flow import OPEN
from app.models.maintenance.upkeep import CareRun, CareTask
from app.policies.company_time import company_zone


@dataclass(frozen=True, slots=True)
class MonthFigures:
    """`done`: finished in these days. `latency`: days of each security patch applied in them, sorted.

    `runs`: how often each task of Sigap's own upkeep ran, how often it failed, and its milliseconds in all.
    """

    done: Sequence[MaintenanceRecord]
    by_kind: dict[MaintenanceKind, int]
    latency: tuple[int, ...]
    overdue: int  # on the last of these days
    patches_waiting: int
    runs: tuple[tuple[CareTask, int, int, int], ...]

    @property
    def median_latency(self) -> float | None:
        return median(self.latency) if self.latency else None

    @property
    def measured(self) -> list[MaintenanceRecord]:
        """With a figure before and after."""
        return [one for one in self.done if one.figure_before is not None and one.figure_after is not None]


def read_month(session: Session, *, first: date, last: date) -> MonthFigures:
    """Any period, in the company's days."""
    zone = company_zone(session)
    since, until = day_bounds(first, zone)[0], day_bounds(last, zone)[1]
    wanted = select(MaintenanceRecord).where(
        MaintenanceRecord.status == MaintenanceRecordStatus.DONE,
        MaintenanceRecord.finished_at >= since,
        MaintenanceRecord.finished_at < until,
    )
    loaded = wanted.options(joinedload(MaintenanceRecord.owner), joinedload(MaintenanceRecord.release))
    done = session.scalars(loaded.order_by(MaintenanceRecord.finished_at, MaintenanceRecord.id)).all()
    kinds = Counter(one.kind for one in done)
    latency = sorted(
        (one.applied_date - one.available_date).days for one in done if one.applied_date and one.available_date
    )
    is_open = MaintenanceRecord.status.in_(OPEN)
    late = select(func.count()).where(is_open, MaintenanceRecord.due_date <= last)
    waiting = select(func.count()).where(is_open, MaintenanceRecord.available_date <= last)
    return MonthFigures(
        done=done,
        by_kind={kind: kinds[kind] for kind in MaintenanceKind},
        latency=tuple(latency),
        overdue=session.scalar(late) or 0,
        patches_waiting=session.scalar(waiting) or 0,
        runs=_runs(session, since, until),
    )


def _runs(session: Session, since: datetime, until: datetime) -> tuple[tuple[CareTask, int, int, int], ...]:
    failed = func.count().filter(~CareRun.ok)
    counted = (
        select(CareRun.task, func.count(), failed, func.sum(CareRun.ms))
        .where(CareRun.started_at >= since, CareRun.started_at < until)
        .group_by(CareRun.task)
        .order_by(CareRun.task)
    )
    return tuple((CareTask(task), count, bad, int(ms)) for task, count, bad, ms in session.execute(counted))
