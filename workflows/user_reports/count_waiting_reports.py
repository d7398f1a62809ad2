"""What waits among the reports: how many of each kind, and since when."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.models.feedback.user_report import ReportKind, ReportStatus, UserReport

MOST_COUNTED = 1000  # beyond this a number helps nobody, and counting on would cost what the list saves

_WAITS = (UserReport.status == ReportStatus.WAITING, ~UserReport.gone)


@dataclass(frozen=True, slots=True)
class WaitingReports:
    """Each count is exact up to MOST_COUNTED; one more means "more than that"."""

    counts: dict[ReportKind, int]
    oldest_at: datetime | None


def count_waiting_reports(session: Session) -> WaitingReports:
    """One statement, a few index entries for each number."""
    counts = {kind: _capped(kind).label(kind) for kind in ReportKind}
    oldest = select(UserReport.created_at).where(*_WAITS).order_by(UserReport.created_at, UserReport.id).limit(1)
    row = session.execute(select(*counts.values(), oldest.scalar_subquery().label("oldest"))).mappings().one()
    return WaitingReports({kind: row[kind] for kind in ReportKind}, row["oldest"])


def _capped(kind: ReportKind) -> Any:
    some = select(UserReport.id).where(*_WAITS, UserReport.kind == kind).limit(MOST_COUNTED + 1).subquery()
    return select(func.count()).select_from(some).scalar_subquery()
