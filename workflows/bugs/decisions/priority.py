"""Counting a bug's duplicates, and the priority that follows."""

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.core.errors import NotFound
from app.models.feedback.bug import BugReport
from app.policies.priority import priority_of
from workflows.transitions import note


def recount(session: Session, *, bug_id: int, now: datetime) -> None:
    """Count the duplicates again; the priority follows unless a person has set it."""
    bug = locked_bug(session, bug_id)
    duplicates = select(func.count()).where(BugReport.duplicate_of_id == bug_id, BugReport.deleted_at.is_(None))
    reports = 1 + session.execute(duplicates).scalar_one()
    if reports == bug.reports:
        return
    priority = bug.priority_override or priority_of(bug.impact, bug.frequency, reports)
    changes = {"reports": [bug.reports, reports], "priority": [bug.priority, priority]}
    note(session, "bug_reports", bug_id, "recounted", actor=None, now=now, **changes)
    bug.reports, bug.priority = reports, priority
    session.flush()


def locked_bug(session: Session, bug_id: int) -> BugReport:
    wanted = select(BugReport).where(BugReport.id == bug_id).with_for_update()
    bug = session.scalars(wanted.execution_options(populate_existing=True)).one_or_none()
    if bug is None:
        raise NotFound
    return bug
