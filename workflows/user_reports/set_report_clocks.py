"""When a reaction to a report is promised."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from app.models.feedback.user_report import PRIORITY_OF_URGENCY, UserReport
from app.models.support.settings.service_plan import ServicePlan, ServiceTarget
from app.models.visits.visit import Priority
from app.policies.service_levels.working_time import WorkingTime, due_after
from workflows.support import working_time_of
from workflows.transitions import note

AT_ONCE = 200


def set_report_clocks(session: Session, *, now: datetime) -> int:
    """Work out due times that are missing or older than the promises; how many. What moved stands in its record.

    The default plan's first reply at the report's priority, in working time, from when it began to wait. Nothing
    promised: no due time.
    """
    stale = (UserReport.waits_since.is_not(None), UserReport.clocked_at.is_(None))
    waiting = select(UserReport).where(*stale).order_by(UserReport.id)
    reports = session.scalars(waiting.limit(AT_ONCE).with_for_update(skip_locked=True)).all()
    if not reports:
        return 0
    targets = _targets(session)
    calendars: dict[int, WorkingTime] = {}
    for report in reports:
        target = targets.get(PRIORITY_OF_URGENCY.get(report.urgency, Priority.LOW))
        before, report.due_at = report.due_at, None
        if target is not None and target.first_reply_s is not None and report.waits_since is not None:
            if target.calendar_id not in calendars:
                calendars[target.calendar_id] = working_time_of(session, target.calendar_id)
            report.due_at = due_after(calendars[target.calendar_id], report.waits_since, target.first_reply_s)
        report.clocked_at = now
        if before is not None and report.due_at != before:
            times = [at.isoformat() if at else None for at in (before, report.due_at)]
            note(session, report.source, report.source_id, "due_moved", actor=None, now=now, due_at=times)
    session.flush()
    return len(reports)


def _targets(session: Session) -> dict[str, ServiceTarget]:
    default = select(ServiceTarget).join(ServicePlan).where(ServicePlan.is_default)
    return {one.priority: one for one in session.scalars(default.options(joinedload(ServiceTarget.calendar)))}
