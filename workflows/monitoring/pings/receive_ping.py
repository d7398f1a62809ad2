"""Receive the ping of a job elsewhere: that it started, ended, or went wrong."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.errors import NotFound
from app.models.monitoring.check import Check, CheckRun, CheckState
from workflows.monitoring.checks.check_options import hash_of
from workflows.monitoring.record_result import Outcome, record_result


class Ping(StrEnum):
    START = "start"
    SUCCESS = "success"
    FAILURE = "failure"


def receive_ping(session: Session, *, token: str, ping: Ping, now: datetime, words: str = "") -> Check:
    """Raises NotFound for an address that is nobody's, or of a paused check."""
    pinged = select(Check).where(Check.ping_hash == hash_of(token)).with_for_update(of=Check)
    check = session.scalars(pinged).one_or_none()
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
