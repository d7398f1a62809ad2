"""A visit's places: found under the visit's row lock, released, refilled."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from app.core.errors import DomainError, NotAvailable, NotFound
from app.core.i18n import N_
from app.models.accounts.user import User
from app.models.visits.assignment import Assignment, ReleaseReason
from app.models.visits.visit import VISIT_FLOW, VisitStatus, VisitTicket
from workflows.fieldwork.moment import Moment
from workflows.transitions import transition
from workflows.visits import end_alert, invite_technicians, offer_free_places


def lock_visit(session: Session, visit_id: int) -> VisitTicket:
    """The visit's fresh row, locked: everything that changes its places or its state waits for it."""
    wanted = select(VisitTicket).where(VisitTicket.id == visit_id).with_for_update()
    visit = session.scalars(wanted.execution_options(populate_existing=True)).one_or_none()
    if visit is None:
        raise NotFound
    return visit


def find_place(session: Session, *, visit_id: int, technician: User) -> Assignment | None:
    """The place this technician holds now."""
    held = select(Assignment).where(
        Assignment.visit_id == visit_id, Assignment.technician_id == technician.id, Assignment.released_at.is_(None)
    )
    return session.scalars(held.execution_options(populate_existing=True)).one_or_none()


def get_place(session: Session, *, visit_id: int, technician: User) -> tuple[VisitTicket, Assignment]:
    """The locked visit and the place; NotFound for a technician who was never on it."""
    visit = lock_visit(session, visit_id)
    place = find_place(session, visit_id=visit_id, technician=technician)
    if place is None:
        raise _why_not(session, visit_id, technician)
    return visit, place


def get_place_at(
    session: Session, *, visit_id: int, technician: User, moment: Moment
) -> tuple[VisitTicket, Assignment]:
    """The locked visit and the place the technician held when they pressed; what arrives late may find it released.

    Raises NotFound (never on this visit), NotAvailable (pressed just now, and the place is gone).
    """
    visit = lock_visit(session, visit_id)
    rows = select(Assignment).where(Assignment.visit_id == visit_id, Assignment.technician_id == technician.id)
    places = session.scalars(rows.order_by(Assignment.claimed_at).execution_options(populate_existing=True)).all()
    held = next((place for place in places if place.released_at is None), None)
    then = [
        place for place in places if place.claimed_at <= moment.at and (place.released_at or moment.at) >= moment.at
    ]
    place = next(reversed(then), held or next(reversed(places), None))
    if place is None:
        raise NotFound
    if place.released_at is not None and not moment.is_late:
        raise _why_not(session, visit_id, technician)
    return visit, place


def _why_not(session: Session, visit_id: int, technician: User) -> DomainError:
    """NotAvailable for a technician who once held a place; NotFound for anybody else."""
    try:
        require_place(session, visit_id=visit_id, technician=technician)
    except NotFound as refusal:
        return refusal
    return NotAvailable(N_("Tempat Anda pada kunjungan ini sudah dilepas. Hubungi CS bila ini keliru."))


def require_place(session: Session, *, visit_id: int, technician: User) -> None:
    """Raises NotFound for everybody who was never on this visit."""
    once = select(Assignment.id).where(Assignment.visit_id == visit_id, Assignment.technician_id == technician.id)
    if session.scalar(once.limit(1)) is None:
        raise NotFound


def was_running(visit: VisitTicket, moment: Moment) -> bool:
    """Whether work was under way at that moment; the visit may have ended since."""
    if visit.started_at is None:
        return False
    return moment.is_late and moment.at < (visit.finished_at or visit.cancelled_at or moment.at)


def get_running_visit(session: Session, visit_id: int, technician: User, moment: Moment) -> VisitTicket:
    """The locked visit, under way when they pressed. Raises NotAvailable, NotFound."""
    visit, _ = get_place_at(session, visit_id=visit_id, technician=technician, moment=moment)
    if visit.status != VisitStatus.IN_PROGRESS and not was_running(visit, moment):
        raise NotAvailable(N_("BAST dibuat saat pekerjaan berlangsung: check-in dulu, dan sebelum Selesai."))
    return visit


def release_place(
    session: Session, visit: VisitTicket, place: Assignment, *, why: ReleaseReason, now: datetime, no_show: bool = False
) -> None:
    """Give one place back; its alert ends. The caller holds the visit's lock and decides what becomes of the place."""
    place.released_at = now
    place.release_reason = why
    place.no_show = no_show
    visit.places_taken -= 1
    visit.version += 1
    session.flush()
    end_alert(session, place_id=place.id, now=now)


def end_claims(session: Session, *, visit_id: int, at: datetime) -> None:
    """Whoever finishes early is free: the claimed time ends with the work, wholly when that had not begun."""
    start, end = func.lower(Assignment.during), func.upper(Assignment.during)
    held = update(Assignment).where(Assignment.visit_id == visit_id, Assignment.released_at.is_(None))
    early = held.where(end > at).values(during=func.tstzrange(func.least(start, at), at))
    session.execute(early.execution_options(synchronize_session=False))


def list_booked_elsewhere(session: Session, *, visit_id: int, since: datetime, until: datetime) -> Sequence[str]:
    """Names of the visit's team who hold another visit's place in that time."""
    mine = select(Assignment.technician_id).where(Assignment.visit_id == visit_id, Assignment.released_at.is_(None))
    other = (
        select(User.name)
        .join(Assignment, Assignment.technician_id == User.id)
        .where(
            Assignment.technician_id.in_(mine),
            Assignment.visit_id != visit_id,
            Assignment.released_at.is_(None),
            Assignment.during.op("&&")(func.tstzrange(since, until)),
        )
    )
    return session.scalars(other.distinct().order_by(User.name)).all()


def refill_places(session: Session, visit: VisitTicket, *, now: datetime, emergency: bool = False) -> None:
    """Reopen a full visit, offer what is free to the waiting list, notify everyone eligible of the rest."""
    if emergency:
        visit.emergency = True
        session.flush()
    if visit.status == VisitStatus.ASSIGNED:
        transition(session, VISIT_FLOW, visit.id, "reopen", actor=None, now=now)
    offer_free_places(session, visit_id=visit.id, now=now)
    session.refresh(visit)
    if visit.places_free > 0:
        invite_technicians(session, visit_id=visit.id, emergency=emergency, now=now)
