"""I am here: the technician's check-in."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.clock import local_day
from app.core.errors import NotAvailable
from app.core.i18n import N_
from app.models.accounts.user import User
from app.models.visits.assignment import Assignment
from app.models.visits.fieldwork import ALERT_FLOW, AlertStatus, Attendance, AttendanceKind, EmergencyAlert
from app.models.visits.visit import ACTIVE, VISIT_FLOW, VisitStatus, VisitTicket
from workflows.fieldwork.errors import AlreadyRecorded
from workflows.fieldwork.places import get_place
from workflows.fieldwork.record_attendance import find_latest, find_replay, record_attendance
from workflows.fieldwork.stamp import Stamp, happened_at
from workflows.transitions import transition


def check_in(session: Session, *, visit_id: int, technician: User, stamp: Stamp, now: datetime) -> Attendance:
    """Record the arrival once per day and key. The first one starts the visit; an open alert is answered by it.

    Raises ReasonNeeded, AlreadyRecorded, NotAvailable, NotFound (not on this visit).
    """
    visit, place = get_place(session, visit_id=visit_id, technician=technician)
    again = find_replay(session, stamp=stamp, visit_id=visit_id, technician=technician, kind=AttendanceKind.CHECK_IN)
    if again is not None:
        return again
    if visit.status not in ACTIVE:
        raise NotAvailable(N_("Pekerjaan ini sudah selesai atau dibatalkan."))
    at = happened_at(stamp, now)
    day = local_day(at, visit.site.time_zone)
    latest = find_latest(session, place, AttendanceKind.CHECK_IN)
    if latest is not None and latest.work_date >= day:
        raise AlreadyRecorded(N_("Anda sudah check-in hari ini."))
    row = record_attendance(
        session,
        visit=visit,
        place=place,
        kind=AttendanceKind.CHECK_IN,
        work_date=day,
        stamp=stamp,
        actor=technician,
        now=now,
    )
    if visit.status != VisitStatus.IN_PROGRESS:
        transition(session, VISIT_FLOW, visit.id, "start", actor=None, now=now, started_at=at)
    _answer_alert(session, visit, place, at=at, now=now)
    return row


def _answer_alert(session: Session, visit: VisitTicket, place: Assignment, *, at: datetime, now: datetime) -> None:
    waiting = select(EmergencyAlert.id).where(
        EmergencyAlert.assignment_id == place.id,
        EmergencyAlert.status.in_([AlertStatus.OPEN, AlertStatus.WAITING]),
    )
    alert_id = session.scalar(waiting.with_for_update())
    if alert_id is not None:
        late = max(int((at - visit.planned_start).total_seconds() // 60), 0)
        transition(session, ALERT_FLOW, alert_id, "arrive", actor=None, now=now, minutes_lost=late)
