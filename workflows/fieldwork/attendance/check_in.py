"""The technician's check-in."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.clock import local_day
from app.core.errors import Invalid, NotAvailable
from app.core.i18n import N_
from app.models.accounts.user import User
from app.models.visits.assignment import Assignment
from app.models.visits.attendance import Attendance, AttendanceKind, AttendanceStatus, Doubt
from app.models.visits.fieldwork import ALERT_FLOW, PENDING_ALERTS, EmergencyAlert
from app.models.visits.visit import ACTIVE, VISIT_FLOW, VisitStatus, VisitTicket
from workflows.fieldwork.attendance.doubts import find_doubt
from workflows.fieldwork.attendance.pair_check_outs import pair_check_out
from workflows.fieldwork.attendance.record_attendance import (
    AttendanceEntry,
    find_replay,
    find_same_day,
    record_attendance,
    supersede,
)
from workflows.fieldwork.attendance.stamp import Stamp
from workflows.fieldwork.errors import AlreadyRecorded
from workflows.fieldwork.moment import Moment
from workflows.fieldwork.places import get_place_at
from workflows.kpi import touch_day
from workflows.outbox import withdraw_buttons
from workflows.transitions import note, transition


def check_in(session: Session, *, visit_id: int, technician: User, stamp: Stamp, now: datetime) -> Attendance:
    """Record the arrival on the day it was pressed, once per day and key. The first one starts the visit.

    What is hard to believe, or was pressed before the place was lost, is kept for CS to look at (`doubt`).
    Raises Invalid (an arrival cannot be written down afterwards), ReasonNeeded, AlreadyRecorded, NotAvailable,
    NotFound (never on this visit).
    """
    if stamp.given_at is not None:
        raise Invalid(N_("Check-in dicatat saat ditekan. Jam datang tidak dapat ditulis kemudian."), field="given_at")
    moment = stamp.moment(now)
    visit, place = get_place_at(session, visit_id=visit_id, technician=technician, moment=moment)
    again = find_replay(session, stamp=stamp, visit_id=visit_id, technician=technician, kind=AttendanceKind.CHECK_IN)
    if again is not None:
        return again
    if visit.status not in ACTIVE and not moment.is_late:
        raise NotAvailable(N_("Pekerjaan ini sudah selesai atau dibatalkan."))
    day = local_day(moment.at, visit.site.time_zone)
    doubt = find_doubt(session, visit=visit, place=place, moment=moment, day=day, now=now)
    same_day = find_same_day(session, place, AttendanceKind.CHECK_IN, day)
    if same_day is not None and (doubt or same_day.status == AttendanceStatus.COUNTED):
        return _earlier_of(session, same_day, moment, doubt, actor=technician, now=now)
    if same_day is not None:
        supersede(session, same_day, now=now)
    entry = AttendanceEntry(AttendanceKind.CHECK_IN, day, moment, doubt)
    row = record_attendance(session, visit=visit, place=place, entry=entry, stamp=stamp, actor=technician, now=now)
    _begin_work(session, visit, place, row, now=now)
    return row


def _earlier_of(
    session: Session, known: Attendance, moment: Moment, doubt: Doubt | None, *, actor: User, now: datetime
) -> Attendance:
    """From two phones the later check-in may arrive first: the earlier tap is the arrival."""
    if doubt or moment.at >= known.happened_at:
        raise AlreadyRecorded(N_("Anda sudah check-in hari itu."))
    change = [known.happened_at.isoformat(), moment.at.isoformat()]
    note(session, "attendances", known.id, "changed", actor=actor, now=now, happened_at=change)
    known.happened_at, known.moment_source = moment.at, moment.source
    session.flush()
    return known


def _begin_work(session: Session, visit: VisitTicket, place: Assignment, row: Attendance, *, now: datetime) -> None:
    """Start the visit, answer the open alert, and pair a check-out that arrived before this check-in."""
    at = row.happened_at
    if row.doubt is None and at < now:
        touch_day(session, moment=at, now=now)
    pair_check_out(session, place, row, now=now)
    if place.released_at is not None or visit.status not in ACTIVE:
        return
    if visit.status != VisitStatus.IN_PROGRESS:
        transition(session, VISIT_FLOW, visit.id, "start", actor=None, now=now, started_at=now if row.doubt else at)
    elif row.doubt is None and visit.started_at is not None and at < visit.started_at:
        visit.started_at = at
    _answer_alert(session, visit, place, at=at, now=now)


def _answer_alert(session: Session, visit: VisitTicket, place: Assignment, *, at: datetime, now: datetime) -> None:
    waiting = select(EmergencyAlert.id).where(
        EmergencyAlert.assignment_id == place.id,
        EmergencyAlert.status.in_(PENDING_ALERTS),
    )
    alert_id = session.scalar(waiting.with_for_update())
    if alert_id is not None:
        late = max(int((at - visit.planned_start).total_seconds() // 60), 0)
        transition(session, ALERT_FLOW, alert_id, "arrive", actor=None, now=now, minutes_lost=late)
        withdraw_buttons(session, asked="alert.raised", outcome="arrive", visit_id=visit.id, alert_id=alert_id, now=now)
