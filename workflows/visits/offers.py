"""The waiting list: a place that comes free is offered to its first for some minutes, then to the pool."""

from datetime import datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app.core.errors import NotFound
from app.models.accounts.user import User
from app.models.company import Company
from app.models.visits.assignment import ClaimSource, QueueEntry, QueueStatus
from app.models.visits.visit import CLAIMABLE, VisitTicket
from workflows.outbox import withdraw_buttons
from workflows.outbox_events import emit
from workflows.transitions import note
from workflows.visits.eligibility import TECHNICIAN
from workflows.visits.events import PlaceOffered, VisitOpened
from workflows.visits.give_place import give_place
from workflows.visits.team import eligible_for


def offer_free_places(session: Session, *, visit_id: int, now: datetime) -> int:
    """Reserve free places for the next on the waiting list; the rest go to the pool. Returns how many were offered."""
    visit = _lock(session, visit_id)
    offered = 0
    minutes = session.scalars(select(Company.offer_minutes)).one_or_none() or 10
    while visit.places_free > 0 and (entry := _head(session, visit, now)) is not None:
        entry.status = QueueStatus.OFFERED
        entry.offered_at = now
        entry.offer_expires_at = now + timedelta(minutes=minutes)
        visit.places_reserved += 1
        session.flush()
        emit(session, PlaceOffered(visit_id=visit_id, technician_id=entry.technician_id, entry_id=entry.id), now=now)
        offered += 1
    return offered


def take_offer(session: Session, *, entry_id: int, technician: User, now: datetime, source: ClaimSource) -> int | None:
    """Turn a live offer into a place; the assignment's id, or None when the offer has run out."""
    visit_id = session.scalars(select(QueueEntry.visit_id).where(QueueEntry.id == entry_id)).one()
    visit = _lock(session, visit_id)
    live = update(QueueEntry).where(
        QueueEntry.id == entry_id,
        QueueEntry.technician_id == technician.id,
        QueueEntry.status == QueueStatus.OFFERED,
        QueueEntry.offer_expires_at > now,
    )
    if session.scalar(live.values(status=QueueStatus.TAKEN).returning(QueueEntry.id)) is None:
        return None
    visit.places_reserved -= 1
    _end_offer(session, visit_id, entry_id, "taken", now)
    place = give_place(session, visit, technician_id=technician.id, source=source, now=now)
    note(session, "visit_tickets", visit.id, "claim", actor=technician, now=now, from_line=True)
    return place.id


def expire_offers(session: Session, *, now: datetime) -> int:
    """Pass on the places whose offers have run out: to the next on the waiting list, else to the pool."""
    due = select(QueueEntry.visit_id).where(
        QueueEntry.status == QueueStatus.OFFERED, QueueEntry.offer_expires_at <= now
    )
    passed = 0
    for visit_id in sorted(set(session.scalars(due))):
        visit = _lock(session, visit_id)
        ran_out = (
            update(QueueEntry)
            .where(
                QueueEntry.visit_id == visit_id,
                QueueEntry.status == QueueStatus.OFFERED,
                QueueEntry.offer_expires_at <= now,
            )
            .values(status=QueueStatus.EXPIRED)
            .returning(QueueEntry.id)
        )
        ended = session.scalars(ran_out).all()
        freed = len(ended)
        for entry_id in ended:
            _end_offer(session, visit_id, entry_id, "expired", now)
        visit.places_reserved -= freed
        session.flush()
        passed += freed
        if freed and offer_free_places(session, visit_id=visit_id, now=now) < freed and visit.status in CLAIMABLE:
            emit(session, VisitOpened(visit_id=visit_id, emergency=visit.emergency), now=now)
    return passed


def leave_waiting_list(session: Session, *, visit_id: int, technician: User, now: datetime) -> None:
    """Leave the waiting list; an offer held goes to the next."""
    visit = _lock(session, visit_id)
    mine = session.scalars(
        select(QueueEntry)
        .where(QueueEntry.visit_id == visit_id, QueueEntry.technician_id == technician.id)
        .where(QueueEntry.status.in_([QueueStatus.WAITING, QueueStatus.OFFERED]))
    ).one_or_none()
    if mine is None:
        raise NotFound
    if mine.status == QueueStatus.OFFERED:
        visit.places_reserved -= 1
        _end_offer(session, visit_id, mine.id, "left", now)
    mine.status = QueueStatus.LEFT
    visit.version += 1  # the others have moved up: their pages show it
    session.flush()
    offer_free_places(session, visit_id=visit_id, now=now)


def dissolve_waiting_list(session: Session, *, visit_id: int, now: datetime) -> None:
    """Nobody waits for a visit that is over; the caller sets `places_reserved` to zero."""
    waiting = update(QueueEntry).where(QueueEntry.visit_id == visit_id)
    offered = waiting.where(QueueEntry.status == QueueStatus.OFFERED).values(status=QueueStatus.LEFT)
    for entry_id in session.scalars(offered.returning(QueueEntry.id)).all():
        _end_offer(session, visit_id, entry_id, "lapsed", now)
    session.execute(waiting.where(QueueEntry.status == QueueStatus.WAITING).values(status=QueueStatus.LEFT))


def _end_offer(session: Session, visit_id: int, entry_id: int, outcome: str, now: datetime) -> None:
    withdraw_buttons(session, asked="queue.offered", outcome=outcome, visit_id=visit_id, entry_id=entry_id, now=now)


def _lock(session: Session, visit_id: int) -> VisitTicket:
    locked = select(VisitTicket).where(VisitTicket.id == visit_id).with_for_update()
    visit = session.scalars(locked.execution_options(populate_existing=True)).one_or_none()
    if visit is None:
        raise NotFound
    return visit


def _head(session: Session, visit: VisitTicket, now: datetime) -> QueueEntry | None:
    """The first on the waiting list who could still come: others hold another visit by now, or are on leave."""
    able = eligible_for(visit.id, now).with_only_columns(TECHNICIAN.id)
    waiting = select(QueueEntry).where(
        QueueEntry.visit_id == visit.id, QueueEntry.status == QueueStatus.WAITING, QueueEntry.technician_id.in_(able)
    )
    return session.scalars(waiting.order_by(QueueEntry.position).limit(1)).one_or_none()
