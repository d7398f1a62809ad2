"""Insert and find the rows of check-ins and check-outs."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from app.core.errors import Invalid
from app.core.i18n import N_
from app.models.accounts.user import User
from app.models.visits.assignment import Assignment
from app.models.visits.attendance import ATTENDANCE_FLOW, Attendance, AttendanceKind, AttendanceStatus, Doubt
from app.models.visits.visit import VisitTicket
from workflows.fieldwork.attendance.distance import measure_distance
from workflows.fieldwork.attendance.stamp import Stamp
from workflows.fieldwork.moment import Moment
from workflows.transitions import note, transition

NO_POSITION = "Tanpa posisi"


@dataclass(frozen=True, slots=True)
class AttendanceEntry:
    """What is to be recorded: kind, day at the site, moment, and the reason to let CS look at it."""

    kind: AttendanceKind
    day: date
    moment: Moment
    doubt: Doubt | None = None


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


def find_same_day(session: Session, place: Assignment, kind: AttendanceKind, day: date) -> Attendance | None:
    """The row of this day that was not rejected."""
    rows = _rows(place, kind).where(Attendance.work_date == day)
    return session.scalars(rows).one_or_none()


def find_begun(session: Session, place: Assignment, *, before: datetime) -> Attendance | None:
    """The check-in that a moment belongs to: the last one before it."""
    rows = _rows(place, AttendanceKind.CHECK_IN).where(Attendance.happened_at <= before)
    return session.scalars(rows.order_by(Attendance.happened_at.desc()).limit(1)).one_or_none()


def find_next_check_in(session: Session, place: Assignment, *, after: datetime) -> Attendance | None:
    rows = _rows(place, AttendanceKind.CHECK_IN).where(Attendance.happened_at > after)
    return session.scalars(rows.order_by(Attendance.happened_at).limit(1)).one_or_none()


def _rows(place: Assignment, kind: AttendanceKind) -> Select[Attendance]:
    return select(Attendance).where(
        Attendance.assignment_id == place.id,
        Attendance.kind == kind,
        Attendance.status != AttendanceStatus.REJECTED,
    )


def supersede(session: Session, row: Attendance, *, now: datetime) -> None:
    """A questioned row gives way to one that needs no question; it stays in the history."""
    transition(session, ATTENDANCE_FLOW, row.id, "supersede", actor=None, now=now)


def record_attendance(
    session: Session,
    *,
    visit: VisitTicket,
    place: Assignment,
    entry: AttendanceEntry,
    stamp: Stamp,
    actor: User,
    now: datetime,
) -> Attendance:
    """Insert the row with all clocks and its audit entry; raises ReasonNeeded."""
    row = _row(session, visit, place, entry, stamp, now)
    session.add(row)
    session.flush()
    metres = round(row.distance_m) if row.distance_m is not None else None
    facts: dict[str, Any] = {"distance_m": metres, "offline": stamp.offline}
    facts |= {"reason": row.reason} if stamp.reason else {}
    facts |= {"doubt": entry.doubt.value} if entry.doubt else {}
    note(session, "visit_tickets", visit.id, entry.kind.lower(), actor=actor, now=now, **facts)
    return row


def _row(
    session: Session, visit: VisitTicket, place: Assignment, entry: AttendanceEntry, stamp: Stamp, now: datetime
) -> Attendance:
    distance, outside = measure_distance(session, visit.site, stamp, is_late=entry.moment.is_late)
    fix, reason = stamp.fix, stamp.reason[:300]
    return Attendance(
        assignment_id=place.id,
        visit_id=visit.id,
        technician_id=place.technician_id,
        kind=entry.kind,
        work_date=entry.day,
        happened_at=entry.moment.at,
        moment_source=entry.moment.source,
        server_at=now,
        device_at=stamp.device_at,
        sent_at=stamp.sent_at,
        status=AttendanceStatus.QUESTIONED if entry.doubt else AttendanceStatus.COUNTED,
        doubt=entry.doubt,
        latitude=fix.latitude if fix else None,
        longitude=fix.longitude if fix else None,
        accuracy_m=fix.accuracy_m if fix else None,
        distance_m=distance,
        outside_radius=outside,
        reason=reason or ("" if fix else NO_POSITION),
        client_key=stamp.client_key,
        offline=stamp.offline,
    )
