"""Whether a check-in is believed as it came, or shown to CS before it counts as a person-day."""

from datetime import date, datetime, timedelta

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from app.core.clock import local_day
from app.models.finance.invoice import Invoice, InvoiceStatus
from app.models.visits.assignment import Assignment
from app.models.visits.attendance import Attendance, AttendanceKind, Doubt
from app.models.visits.visit import VisitStatus, VisitTicket
from workflows.fieldwork.moment import CLOCK_DRIFT, Moment

EARLIEST = timedelta(days=1)  # before the planned start
LATEST = timedelta(days=3)  # after the planned end
LATEST_ARRIVAL = timedelta(hours=36)  # an evening's check-in that is sent the next morning is not questioned
TOGETHER = timedelta(hours=1)


def find_doubt(
    session: Session, *, visit: VisitTicket, place: Assignment, moment: Moment, day: date, now: datetime
) -> Doubt | None:
    """The first reason not to believe this check-in; None: it counts."""
    at = moment.at
    reasons = (
        (at < place.claimed_at - CLOCK_DRIFT, Doubt.BEFORE_CLAIM),
        (place.released_at is not None, Doubt.RELEASED),
        (visit.status == VisitStatus.CANCELLED, Doubt.CANCELLED),
        (visit.finished_at is not None and at >= visit.finished_at, Doubt.AFTER_FINISH),
        (not visit.planned_start - EARLIEST <= at <= visit.planned_end + LATEST, Doubt.FAR_FROM_PLAN),
        (moment.is_late and _is_billed(session, visit), Doubt.BILLED),
        (_is_day_jump(session, visit, place, moment, day, now), Doubt.DAY_JUMP),
    )
    return moment.doubt or next((doubt for holds, doubt in reasons if holds), None)


def _is_billed(session: Session, visit: VisitTicket) -> bool:
    """A person-day that arrives now is in no invoice: CS decides whether to revise it."""
    billed = exists().where(Invoice.visit_id == visit.id, Invoice.status != InvoiceStatus.VOID)
    return bool(session.scalar(select(billed)))


def _is_day_jump(
    session: Session, visit: VisitTicket, place: Assignment, moment: Moment, day: date, now: datetime
) -> bool:
    """Several days that arrive together, or one that arrives more than a day late, could be made up."""
    if not moment.is_late or day == local_day(now, visit.site.time_zone):
        return False
    if now - moment.at > LATEST_ARRIVAL:
        return True
    others = exists().where(
        Attendance.assignment_id == place.id,
        Attendance.kind == AttendanceKind.CHECK_IN,
        Attendance.work_date != day,
        Attendance.server_at > now - TOGETHER,
    )
    return bool(session.scalar(select(others)))
