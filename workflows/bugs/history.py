"""What became of a bug report, as its reporter may read it: states and days, no names."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models.audit.audit_log import AuditEntry
from app.models.feedback.bug import BugReport, BugStatus

MOST = 100


@dataclass(frozen=True, slots=True)
class Step:
    at: datetime
    status: BugStatus


def list_history(session: Session, *, bug_id: int) -> list[Step]:
    """Each change of the status, oldest first, from the audit log."""
    rows = session.execute(
        select(AuditEntry.at, AuditEntry.changes["status"])
        .where(AuditEntry.thing == "bug_reports", AuditEntry.thing_id == bug_id, AuditEntry.changes.has_key("status"))
        .order_by(AuditEntry.id)
        .limit(MOST)
    )
    return [Step(at, BugStatus(change[1])) for at, change in rows if change[0] != change[1]]


def list_duplicates(session: Session, *, bug_id: int) -> Sequence[BugReport]:
    return session.scalars(
        select(BugReport).where(BugReport.duplicate_of_id == bug_id).order_by(BugReport.id).limit(MOST)
    ).all()
