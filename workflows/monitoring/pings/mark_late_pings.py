"""Mark the jobs elsewhere from which no ping came."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.i18n import N_
from app.models.monitoring.check import Check, CheckKind, CheckRun, CheckState
from workflows.monitoring.heartbeat_rules import PingSchedule, down_at
from workflows.monitoring.record_result import Outcome, record_result


def mark_late_pings(session: Session, *, zone: ZoneInfo, now: datetime) -> int:
    """A failed result for every heartbeat that is late; how many there were."""
    waiting = (
        select(Check, CheckRun)
        .join(CheckRun)
        .where(Check.kind == CheckKind.HEARTBEAT, Check.status.in_({CheckState.NEW, CheckState.UP}))
        .with_for_update(of=(Check, CheckRun), skip_locked=True)
    )
    late = [
        check.id
        for check, run in session.execute(waiting)
        if (moment := _down_at(check, run, zone)) is not None and moment <= now
    ]
    for check_id in late:
        record_result(
            session, check_id=check_id, outcome=Outcome(ok=False, ms=0, words=N_("ping tidak datang")), at=now
        )
    return len(late)


def _down_at(check: Check, run: CheckRun, zone: ZoneInfo) -> datetime | None:
    period = check.options.get("period_seconds")
    schedule = PingSchedule(
        zone=zone,
        grace=timedelta(seconds=check.grace_seconds),
        period=timedelta(seconds=int(period)) if period else None,
        cron=str(check.options.get("cron", "")),
    )
    return down_at(
        schedule, last_ping_at=run.ping_ended_at, started_at=run.ping_started_at, failed_at=run.ping_failed_at
    )
