"""Pings of jobs elsewhere: that they started, ended, or went wrong; and the alarm when none comes."""

from datetime import datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.errors import NotFound
from app.models.monitoring.check import Check, CheckKind, CheckRun, CheckState
from workflows.monitoring.heartbeat_rules import PingSchedule, down_at
from workflows.monitoring.record_result import Outcome, record_result
from workflows.monitoring.save_check import hash_of


class Ping(StrEnum):
    START = "start"
    SUCCESS = "success"
    FAILURE = "failure"


def receive_ping(session: Session, *, token: str, ping: Ping, now: datetime, words: str = "") -> Check:
    """Raises NotFound for an address that is nobody's, or of a paused check."""
    check = session.scalars(select(Check).where(Check.ping_hash == hash_of(token))).one_or_none()
    if check is None or check.status == CheckState.PAUSED:
        raise NotFound
    run = session.get_one(CheckRun, check.id, with_for_update=True, populate_existing=True)
    if ping == Ping.START:
        run.ping_started_at = now
        return check
    took = int((now - run.ping_started_at).total_seconds() * 1000) if run.ping_started_at else 0
    if ping == Ping.SUCCESS:
        run.ping_ended_at, run.ping_started_at, run.ping_failed_at = now, None, None
    else:
        run.ping_failed_at, run.ping_started_at = now, None
    session.flush()
    record_result(session, check_id=check.id, outcome=Outcome(ping == Ping.SUCCESS, took, words), at=now)
    return check


def mark_late_pings(session: Session, *, zone: ZoneInfo, now: datetime) -> int:
    """A failed result for every heartbeat that is late; how many there were."""
    waiting = (
        select(Check, CheckRun)
        .join(CheckRun)
        .where(Check.kind == CheckKind.HEARTBEAT, Check.status.in_({CheckState.NEW, CheckState.UP}))
        .with_for_update(of=CheckRun, skip_locked=True)
    )
    late = [
        check.id
        for check, run in session.execute(waiting)
        if (moment := _down_at(check, run, zone)) is not None and moment <= now
    ]
    for check_id in late:
        record_result(session, check_id=check_id, outcome=Outcome(ok=False, ms=0, words="ping tidak datang"), at=now)
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
