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
from app.models.visits.fieldwork import Attendance, AttendanceKind
from app.models.visits.visit import ACTIVE, VisitStatus, VisitTicket
from workflows.fieldwork.missing import Proof, get_proofs

_MINE = [*ACTIVE, VisitStatus.DONE]
RECENTLY = timedelta(days=2)


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
    """One visit as its technician sees it. `present_since`: checked in and not yet out."""

    visit: VisitTicket
    place: Assignment
    proof: Proof
    step: Step
    first_day: date
    last_day: date
    present_since: datetime | None
    checked_in_today: bool

    def is_for(self, day: date) -> bool:
        running = self.visit.status == VisitStatus.IN_PROGRESS
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


def get_my_job(session: Session, *, visit_id: int, technician: User, now: datetime) -> Job:
    """One of them, in whatever state; NotFound for everybody who is not on it."""
    place = session.scalars(_held_by(technician).where(Assignment.visit_id == visit_id)).one_or_none()
    if place is None:
        raise NotFound
    return _jobs(session, [place], now)[0]


def _jobs(session: Session, places: Sequence[Assignment], now: datetime) -> list[Job]:
    """Three queries for however many places."""
    last: dict[tuple[int, AttendanceKind], Attendance] = {}
    rows = select(Attendance).where(Attendance.assignment_id.in_([place.id for place in places]))
    for row in session.scalars(rows.order_by(Attendance.work_date)):
        last[row.assignment_id, row.kind] = row
    proofs = get_proofs(session, visit_ids=[place.visit_id for place in places])
    return [
        _job(
            place,
            proofs[place.visit_id],
            came=last.get((place.id, AttendanceKind.CHECK_IN)),
            went=last.get((place.id, AttendanceKind.CHECK_OUT)),
            now=now,
        )
        for place in places
    ]


def _job(place: Assignment, proof: Proof, *, came: Attendance | None, went: Attendance | None, now: datetime) -> Job:
    visit, zone = place.visit, place.visit.site.time_zone
    present = came is not None and (went is None or went.work_date < came.work_date)
    today = local_day(now, zone)
    since = (came.device_at if came.offline and came.device_at else came.server_at) if came and present else None
    return Job(
        visit=visit,
        place=place,
        proof=proof,
        step=_next_step(visit, proof, came=came, present=present, today=today),
        first_day=local_day(visit.planned_start, zone),
        last_day=local_day(visit.planned_end - timedelta(seconds=1), zone),
        present_since=since,
        checked_in_today=came is not None and came.work_date >= today,
    )


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
