"""CS ends the working day of somebody who cannot do it themselves any more."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.core.errors import Invalid, NotAvailable
from app.core.i18n import N_
from app.core.identifiers import new_key
from app.models.accounts.user import User
from app.models.visits.attendance import Attendance, AttendanceKind, MomentSource
from app.models.visits.visit import VISIT_FLOW
from workflows.fieldwork.attendance.check_out import require_possible_end
from workflows.fieldwork.attendance.record_attendance import (
    AttendanceEntry,
    find_begun,
    find_same_day,
    record_attendance,
)
from workflows.fieldwork.attendance.stamp import Stamp
from workflows.fieldwork.moment import Moment
from workflows.fieldwork.places import find_place, lock_visit
from workflows.transitions import transition


def check_out_for(
    session: Session, *, visit_id: int, actor: User, now: datetime, technician_id: int, ended_at: datetime, reason: str
) -> Attendance:
    """Marked as recorded by CS. Raises Invalid (no such day, no such end), NotAvailable (the day has ended)."""
    lock_visit(session, visit_id)
    visit = transition(session, VISIT_FLOW, visit_id, "check_out_for", actor=actor, now=now, details={"reason": reason})
    technician = session.get(User, technician_id)
    place = find_place(session, visit_id=visit_id, technician=technician) if technician else None
    if place is None:
        raise Invalid(N_("Pilih teknisi yang memegang tempat pada kunjungan ini."), field="technician_id")
    begun = find_begun(session, place, before=ended_at)
    if begun is None:
        raise Invalid(N_("Teknisi ini belum check-in sebelum waktu itu."), field="ended_at")
    if find_same_day(session, place, AttendanceKind.CHECK_OUT, begun.work_date) is not None:
        raise NotAvailable(N_("Hari kerja itu sudah diakhiri."))
    require_possible_end(session, place, begun, at=ended_at, now=now, field="ended_at")
    moment = Moment(ended_at, MomentSource.DESK, is_late=True)
    entry = AttendanceEntry(AttendanceKind.CHECK_OUT, begun.work_date, moment)
    stamp = Stamp(client_key=f"desk.{new_key()}"[:64], reason=reason.strip()[:300])
    return record_attendance(session, visit=visit, place=place, entry=entry, stamp=stamp, actor=actor, now=now)
