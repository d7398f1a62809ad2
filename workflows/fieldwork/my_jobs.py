"""What one technician has to do: the visits they are on, and how far each of them is."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, joinedload

from app.core.clock import local_day
from app.core.errors import NotFound
from app.models.accounts.user import User
from app.models.visits.assignment import Assignment
from app.models.visits.attendance import Attendance, AttendanceKind, AttendanceStatus
from app.models.visits.visit import ACTIVE, RUNNING, VisitStatus, VisitTicket
from workflows.fieldwork.proof.missing import Proof, get_proofs

_MINE = [*ACTIVE, VisitStatus.DONE]
RECENTLY = timedelta(days=2)
LONGEST_NIGHT = timedelta(hours=12)  # work begun in the evening goes on after midnight without a question


class Step(StrEnum):
    """The next thing to do, in the order of a working day."""

    CHECK_IN = "CHECK_IN"
    BEFORE = "BEFORE"
    AFTER = "AFTER"
    HANDOVER = "HANDOVER"
    CHECK_OUT = "CHECK_OUT"
    FINISH = "FINISH"
    NONE = "NONE"


@dataclass(frozen=True, slots=True)
class Job:
    """One visit as its technician sees it. `present_since`: checked in and not yet out.

    `unended`: check-ins of earlier days whose end is still to be written down. `may_begin_today`: at work since
    yesterday, by the calendar; a check-in for today is possible, too.
    """

    visit: VisitTicket
    place: Assignment
    proof: Proof
    step: Step
    first_day: date
    last_day: date
    present_since: datetime | None
    checked_in_today: bool
    unended: Sequence[Attendance] = ()
    may_begin_today: bool = False

    def is_for(self, day: date) -> bool:
        running = self.visit.status in RUNNING
        return self.first_day <= day <= self.last_day or (running and self.first_day <= day)


def list_my_jobs(session: Session, *, technician: User, now: datetime) -> Sequence[Job]:
    """The visits this technician holds a place on that are not closed, soonest first."""
    mine = (
        _held_by(technician)
        .where(VisitTicket.status.in_(_MINE))
        .where((VisitTicket.status != VisitStatus.DONE) | (VisitTicket.finished_at > now - RECENTLY))
        .order_by(VisitTicket.planned_start, VisitTicket.id)
        .limit(50)
    )
    return _jobs(session, session.scalars(mine).all(), now)


def find_my_job(session: Session, *, visit_id: int, technician: User, now: datetime) -> Job | None:
    """One of them, in whatever state; None for everybody who is not on it now."""
    place = session.scalars(_held_by(technician).where(Assignment.visit_id == visit_id)).one_or_none()
    return _jobs(session, [place], now)[0] if place else None


def get_my_job(session: Session, *, visit_id: int, technician: User, now: datetime) -> Job:
    """Like `find_my_job`; raises NotFound."""
    job = find_my_job(session, visit_id=visit_id, technician=technician, now=now)
    if job is None:
        raise NotFound
    return job


def get_former_place(session: Session, *, visit_id: int, technician: User) -> Assignment:
    """The last place this technician held on the visit and no longer does; raises NotFound."""
    once = select(Assignment).where(Assignment.visit_id == visit_id, Assignment.technician_id == technician.id)
    rows = once.where(Assignment.released_at.is_not(None)).options(
        joinedload(Assignment.visit).joinedload(VisitTicket.site)
    )
    place = session.scalars(rows.order_by(Assignment.released_at.desc()).limit(1)).one_or_none()
    if place is None:
        raise NotFound
    return place


def _jobs(session: Session, places: Sequence[Assignment], now: datetime) -> list[Job]:
    """Three queries for however many places."""
    rows = select(Attendance).where(
        Attendance.assignment_id.in_([place.id for place in places]), Attendance.status != AttendanceStatus.REJECTED
    )
    of_place: dict[int, list[Attendance]] = {place.id: [] for place in places}
    for row in session.scalars(rows.order_by(Attendance.happened_at)):
        of_place[row.assignment_id].append(row)
    proofs = get_proofs(session, visit_ids=[place.visit_id for place in places])
    return [_job(place, proofs[place.visit_id], of_place[place.id], now) for place in places]


def _job(place: Assignment, proof: Proof, rows: Sequence[Attendance], now: datetime) -> Job:
    visit, zone = place.visit, place.visit.site.time_zone
    today = local_day(now, zone)
    arrivals = [row for row in rows if row.kind == AttendanceKind.CHECK_IN]
    ended = {row.work_date for row in rows if row.kind == AttendanceKind.CHECK_OUT}
    came = arrivals[-1] if arrivals else None
    unended = [row for row in arrivals if row.work_date not in ended and (row is not came or _is_over(row, today, now))]
    present = came is not None and came.work_date not in ended and came not in unended
    return Job(
        visit=visit,
        place=place,
        proof=proof,
        step=_next_step(visit, proof, came=came, present=present, today=today),
        first_day=local_day(visit.planned_start, zone),
        last_day=local_day(visit.planned_end - timedelta(seconds=1), zone),
        present_since=came.happened_at if came and present else None,
        checked_in_today=came is not None and came.work_date >= today,
        unended=unended,
        may_begin_today=came is not None and present and came.work_date < today and visit.status in ACTIVE,
    )


def _is_over(row: Attendance, today: date, now: datetime) -> bool:
    """A check-in of an earlier day that nobody is still working on: its check-out was forgotten."""
    return row.work_date < today and now - row.happened_at > LONGEST_NIGHT


def _next_step(visit: VisitTicket, proof: Proof, *, came: Attendance | None, present: bool, today: date) -> Step:
    if visit.status not in ACTIVE:
        return Step.NONE
    if came is None or not present:
        return _step_of_the_absent(proof, came, today)
    lacking = (
        (proof.before < proof.before_required, Step.BEFORE),
        (proof.after < proof.after_required, Step.AFTER),
        (not proof.has_handover, Step.HANDOVER),
    )
    return next((step for lacks, step in lacking if lacks), Step.CHECK_OUT)


def _step_of_the_absent(proof: Proof, came: Attendance | None, today: date) -> Step:
    if came is not None and proof.is_complete:
        return Step.FINISH
    return Step.CHECK_IN if came is None or came.work_date < today else Step.NONE


def _held_by(technician: User) -> Select[Assignment]:
    return (
        select(Assignment)
        .join(VisitTicket)
        .where(Assignment.technician_id == technician.id, Assignment.released_at.is_(None))
        .options(
            joinedload(Assignment.visit).joinedload(VisitTicket.site),
            joinedload(Assignment.visit).joinedload(VisitTicket.customer),
            joinedload(Assignment.visit).joinedload(VisitTicket.skill),
        )
    )
