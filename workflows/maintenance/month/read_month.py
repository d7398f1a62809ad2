"""What was done in a month to keep the service in shape, and what came of it."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from statistics import median

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session, joinedload

from app.core.clock import day_bounds
from app.models.maintenance.record import MaintenanceKind, MaintenanceRecord, MaintenanceRecordStatus
from app.models.maintenance.upkeep import UpkeepRun, UpkeepTask
from app.policies.company_time import company_today, company_zone


@dataclass(frozen=True, slots=True)
class MonthFigures:
    """`done`: finished in these days. `latency`: days of each security patch applied in them, sorted.

    `runs`: how often each task of Sigap's own upkeep ran, how often it failed, and its milliseconds in all.
    """

    done: Sequence[MaintenanceRecord]
    by_kind: dict[MaintenanceKind, int]
    latency: tuple[int, ...]
    overdue: int  # when these days were over
    patches_waiting: int  # the same
    runs: tuple[tuple[UpkeepTask, int, int, int], ...]

    @property
    def median_latency(self) -> float | None:
        return median(self.latency) if self.latency else None

    @property
    def measured(self) -> list[MaintenanceRecord]:
        """With a figure before and after."""
        return [one for one in self.done if one.figure_before is not None and one.figure_after is not None]


def read_month(session: Session, *, first: date, last: date, now: datetime) -> MonthFigures:
    """Any period, in the company's days; one that lasts is read as of now.

    What was called off in it or before nobody waits for; what was called off later was waited for at its end.
    """
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
    is_wanted = or_(
        MaintenanceRecord.status != MaintenanceRecordStatus.CANCELLED, MaintenanceRecord.cancelled_at >= until
    )
    late = select(func.count()).where(
        is_wanted,
        MaintenanceRecord.due_date < min(last + timedelta(days=1), company_today(session, now)),
        MaintenanceRecord.created_at < until,
        or_(MaintenanceRecord.finished_at.is_(None), MaintenanceRecord.finished_at >= until),
    )
    waiting = select(func.count()).where(
        is_wanted,
        MaintenanceRecord.available_date <= last,
        or_(MaintenanceRecord.applied_date.is_(None), MaintenanceRecord.applied_date > last),
    )
    return MonthFigures(
        done=done,
        by_kind={kind: kinds[kind] for kind in MaintenanceKind},
        latency=tuple(latency),
        overdue=session.scalar(late) or 0,
        patches_waiting=session.scalar(waiting) or 0,
        runs=_runs(session, since, until),
    )


def _runs(session: Session, since: datetime, until: datetime) -> tuple[tuple[UpkeepTask, int, int, int], ...]:
    failed = func.count().filter(~UpkeepRun.ok)
    counted = (
        select(UpkeepRun.task, func.count(), failed, func.sum(UpkeepRun.ms))
        .where(UpkeepRun.started_at >= since, UpkeepRun.started_at < until)
        .group_by(UpkeepRun.task)
        .order_by(UpkeepRun.task)
    )
    return tuple((UpkeepTask(task), count, bad, int(ms)) for task, count, bad, ms in session.execute(counted))
