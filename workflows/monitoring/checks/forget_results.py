"""Delete old single results."""

from datetime import datetime, timedelta
from typing import Any, cast

from sqlalchemy import CursorResult, delete
from sqlalchemy.orm import Session

from app.models.monitoring.check import CheckResult

RAW_HOURS = 48


def forget_results(session: Session, *, now: datetime) -> int:
    """Delete single results past their 48 hours; how many there were."""
    old = delete(CheckResult).where(CheckResult.at < now - timedelta(hours=RAW_HOURS))
    return cast("CursorResult[Any]", session.execute(old)).rowcount
