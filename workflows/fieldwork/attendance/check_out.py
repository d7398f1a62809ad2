"""The technician's check-out."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.core.errors import Invalid, NotAvailable
from app.core.i18n import N_
from app.models.accounts.user import User
from app.models.visits.assignment import Assignment
from app.models.visits.attendance import Attendance, AttendanceKind, AttendanceStatus, Doubt
from app.models.visits.visit import VisitStatus, VisitTicket
from workflows.fieldwork.attendance.pair_check_outs import LONGEST_SHIFT, free_day, take_day
from workflows.fieldwork.attendance.record_attendance import (
    AttendanceEntry,
    find_begun,
    find_next_check_in,
    find_replay,
    find_same_day,
    record_attendance,
    supersede,
)
from workflows.fieldwork.attendance.stamp import Stamp
from workflows.fieldwork.errors import AlreadyRecorded, EndNeeded
from workflows.fieldwork.moment import Moment
from workflows.fieldwork.places import get_place_at


def check_out(session: Session, *, visit_id: int, technician: User, stamp: Stamp, now: datetime) -> Attendance:
    """End the working day that the last check-in before the tap began, also after midnight.

    A day forgotten the day before is ended by `stamp.given_at`, the time the technician remembers.
    Raises ReasonNeeded, EndNeeded, AlreadyRecorded, NotAvailable (no check-in yet), NotFound (never on this visit).
    """
    moment = stamp.moment(now)
    visit, place = get_place_at(session, visit_id=visit_id, technician=technician, moment=moment)
    again = find_replay(session, stamp=stamp, visit_id=visit_id, technician=technician, kind=AttendanceKind.CHECK_OUT)
    if again is not None:
        return again
    begun = find_begun(session, place, before=moment.at)
    entry = _entry(session, place, begun, moment, given=stamp.given_at is not None)
    ended = find_same_day(session, place, AttendanceKind.CHECK_OUT, entry.day)
    if ended is not None and (entry.doubt or ended.status == AttendanceStatus.COUNTED):
        raise AlreadyRecorded(N_("Anda sudah check-out."))
    if ended is not None and not (begun and free_day(session, place, ended, begun=begun)):
        supersede(session, ended, now=now)
    if stamp.given_at is not None:
        require_possible_end(session, place, begun, at=moment.at, now=now)
    row = record_attendance(session, visit=visit, place=place, entry=entry, stamp=stamp, actor=technician, now=now)
    if row.status == AttendanceStatus.COUNTED:
        _end_no_sooner(visit, moment.at)
    visit.version += 1
    return row


def _end_no_sooner(visit: VisitTicket, at: datetime) -> None:
    """A check-out that reaches us after the work was ended says that it went on until then."""
    if visit.status == VisitStatus.DONE and visit.finished_at is not None:
        visit.finished_at = max(visit.finished_at, at)


def _entry(
    session: Session, place: Assignment, begun: Attendance | None, moment: Moment, *, given: bool
) -> AttendanceEntry:
    doubt = moment.doubt
    if begun is None:
        if not moment.is_late:
            raise NotAvailable(N_("Anda belum check-in."))
        day = take_day(session, place, moment.at)
        return AttendanceEntry(AttendanceKind.CHECK_OUT, day, moment, doubt or Doubt.NO_CHECK_IN)
    if moment.at - begun.happened_at > LONGEST_SHIFT and not given:
        if not moment.is_late:
            raise EndNeeded
        doubt = doubt or Doubt.LONG_DAY
        if find_same_day(session, place, AttendanceKind.CHECK_OUT, begun.work_date):
            return AttendanceEntry(AttendanceKind.CHECK_OUT, take_day(session, place, moment.at), moment, doubt)
    return AttendanceEntry(AttendanceKind.CHECK_OUT, begun.work_date, moment, doubt)


def require_possible_end(
    session: Session,
    place: Assignment,
    begun: Attendance | None,
    *,
    at: datetime,
    now: datetime,
    field: str = "ended_time",
) -> None:
    """An end that is written down later lies after its check-in, before the next one, and not in the future."""
    next_one = find_next_check_in(session, place, after=begun.happened_at) if begun else None
    latest = min(now, next_one.happened_at) if next_one else now
    if begun is None or not begun.happened_at < at <= min(latest, begun.happened_at + LONGEST_SHIFT):
        raise Invalid(
            N_("Jam pulang harus sesudah check-in hari itu, sebelum check-in berikutnya, dan paling lama 18 jam."),
            field=field,
        )
