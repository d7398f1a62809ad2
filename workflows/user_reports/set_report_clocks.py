"""When a reaction to a report is promised."""

from datetime import datetime

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session, joinedload

from app.models.feedback.user_report import PRIORITY_OF_URGENCY, UserReport
from app.models.support.service_plan import ServicePlan, ServiceTarget, SupportCalendar
from app.models.visits.visit import Priority
from app.policies.service_levels.working_time import WorkingTime, due_after
from workflows.support import working_time_of

AT_ONCE = 200


def set_report_clocks(session: Session, *, now: datetime) -> int:
    """Work out due times that are missing or older than the promises; how many.

    The default plan's first reply at the report's priority, in working time, from when it began to wait. Nothing
    promised: no due time.
    """
    changed = select(
        func.greatest(
            select(func.max(ServicePlan.updated_at)).scalar_subquery(),
            select(func.max(ServiceTarget.created_at)).scalar_subquery(),
            select(func.max(SupportCalendar.updated_at)).scalar_subquery(),
        )
    )
    stale = or_(UserReport.clocked_at.is_(None), UserReport.clocked_at < changed.scalar_subquery())
    waiting = select(UserReport).where(UserReport.waits_since.is_not(None), stale).order_by(UserReport.id)
    reports = session.scalars(waiting.limit(AT_ONCE).with_for_update(skip_locked=True)).all()
    if not reports:
        return 0
    targets = _targets(session)
    calendars: dict[int, WorkingTime] = {}
    for report in reports:
        target = targets.get(PRIORITY_OF_URGENCY.get(report.urgency, Priority.LOW))
        report.due_at = None
        if target is not None and target.first_reply_s is not None and report.waits_since is not None:
            if target.calendar_id not in calendars:
                calendars[target.calendar_id] = working_time_of(session, target.calendar_id)
            report.due_at = due_after(calendars[target.calendar_id], report.waits_since, target.first_reply_s)
        report.clocked_at = now
    session.flush()
    return len(reports)


def _targets(session: Session) -> dict[str, ServiceTarget]:
    default = select(ServiceTarget).join(ServicePlan).where(ServicePlan.is_default)
    return {one.priority: one for one in session.scalars(default.options(joinedload(ServiceTarget.calendar)))}
