"""The row a check-in or check-out leaves."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.errors import Invalid
from app.core.i18n import N_
from app.models.accounts.user import User
from app.models.visits.assignment import Assignment
from app.models.visits.fieldwork import Attendance, AttendanceKind
from app.models.visits.visit import VisitTicket
from workflows.fieldwork.stamp import Stamp, measure
from workflows.transitions import note


def find_replay(
    session: Session, *, stamp: Stamp, visit_id: int, technician: User, kind: AttendanceKind
) -> Attendance | None:
    """What this key led to before; a key that belongs to something else is refused."""
    known = session.scalars(select(Attendance).where(Attendance.client_key == stamp.client_key)).one_or_none()
    if known is None:
        return None
    if (known.visit_id, known.technician_id, known.kind) != (visit_id, technician.id, kind):
        raise Invalid(N_("Kiriman ini tidak dikenali. Muat ulang halaman lalu coba lagi."))
    return known


def find_latest(session: Session, place: Assignment, kind: AttendanceKind) -> Attendance | None:
    rows = select(Attendance).where(Attendance.assignment_id == place.id, Attendance.kind == kind)
    return session.scalars(rows.order_by(Attendance.work_date.desc()).limit(1)).one_or_none()


def record_attendance(
    session: Session,
    *,
    visit: VisitTicket,
    place: Assignment,
    kind: AttendanceKind,
    work_date: date,
    stamp: Stamp,
    actor: User,
    now: datetime,
) -> Attendance:
    """Insert the row with both clocks and its audit entry; raises ReasonNeeded."""
    distance, outside = measure(session, visit.site, stamp)
    row = Attendance(
        assignment_id=place.id,
        visit_id=visit.id,
        technician_id=place.technician_id,
        kind=kind,
        work_date=work_date,
        server_at=now,
        device_at=stamp.device_at,
        latitude=stamp.fix.latitude if stamp.fix else None,
        longitude=stamp.fix.longitude if stamp.fix else None,
        accuracy_m=stamp.fix.accuracy_m if stamp.fix else None,
        distance_m=distance,
        outside_radius=outside,
        reason=stamp.reason[:300],
        client_key=stamp.client_key,
        offline=stamp.offline,
    )
    session.add(row)
    session.flush()
    said: dict[str, Any] = {"distance_m": round(distance) if distance is not None else None, "offline": stamp.offline}
    if stamp.reason:
        said["reason"] = stamp.reason[:300]
    note(session, "visit_tickets", visit.id, kind.lower(), actor=actor, now=now, **said)
    return row
