"""Alarms of our own parts: workers, the scheduler, every scheduled job, the storage."""

from datetime import datetime, timedelta
from typing import Any, cast

from sqlalchemy import CursorResult, delete
from sqlalchemy.orm import Session

from app.models.monitoring.alarm import AlarmSource, Severity
from app.models.monitoring.check import CheckResult
from workflows.heartbeats import ALWAYS, list_parts
from workflows.monitoring.alarms import tell_alarm
from workflows.monitoring.receive_alarm import AlarmNews

RAW_HOURS = 48


def report_parts(session: Session, *, now: datetime) -> None:
    """One alarm while a part is not well; the whole application stands on those of `ALWAYS`."""
    for part in list_parts(session, now=now):
        news = AlarmNews(
            source=AlarmSource.PART,
            fingerprint=f"part:{part.name}",
            firing=not part.is_well,
            starts_at=now,
            title=part.name,
            words=part.reason or part.state.value,
            severity=Severity.SEV2 if part.name in ALWAYS else Severity.SEV3,
        )
        tell_alarm(session, news, now=now)


def forget_results(session: Session, *, now: datetime) -> int:
    """Delete single results past their 48 hours; how many there were."""
    old = delete(CheckResult).where(CheckResult.at < now - timedelta(hours=RAW_HOURS))
    return cast("CursorResult[Any]", session.execute(old)).rowcount
