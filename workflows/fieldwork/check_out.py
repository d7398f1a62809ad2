"""I am leaving: the technician's check-out."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.core.errors import NotAvailable
from app.core.i18n import N_
from app.models.accounts.user import User
from app.models.visits.fieldwork import Attendance, AttendanceKind
from workflows.fieldwork.errors import AlreadyRecorded
from workflows.fieldwork.places import get_place
from workflows.fieldwork.record_attendance import find_latest, find_replay, record_attendance
from workflows.fieldwork.stamp import Stamp


def check_out(session: Session, *, visit_id: int, technician: User, stamp: Stamp, now: datetime) -> Attendance:
    """End the working day that the last check-in began, also after midnight or when it was forgotten the day before.

    Raises ReasonNeeded, AlreadyRecorded, NotAvailable (no check-in yet), NotFound (not on this visit).
    """
    visit, place = get_place(session, visit_id=visit_id, technician=technician)
    again = find_replay(session, stamp=stamp, visit_id=visit_id, technician=technician, kind=AttendanceKind.CHECK_OUT)
    if again is not None:
        return again
    begun = find_latest(session, place, AttendanceKind.CHECK_IN)
    if begun is None:
        raise NotAvailable(N_("Anda belum check-in."))
    ended = find_latest(session, place, AttendanceKind.CHECK_OUT)
    if ended is not None and ended.work_date >= begun.work_date:
        raise AlreadyRecorded(N_("Anda sudah check-out."))
    row = record_attendance(
        session,
        visit=visit,
        place=place,
        kind=AttendanceKind.CHECK_OUT,
        work_date=begun.work_date,
        stamp=stamp,
        actor=technician,
        now=now,
    )
    visit.version += 1
    return row
