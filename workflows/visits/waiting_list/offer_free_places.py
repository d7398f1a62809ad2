"""Offer free places to the next on the waiting list."""

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models.company import Company
from app.models.visits.assignment import QueueEntry, QueueStatus
from app.models.visits.visit import VisitTicket
from workflows.outbox_events import emit
from workflows.visits.claims.eligibility import TECHNICIAN
from workflows.visits.events import PlaceOffered
from workflows.visits.team import eligible_for
from workflows.visits.waiting_list.offers import lock_visit


def offer_free_places(session: Session, *, visit_id: int, now: datetime) -> int:
    """Reserve free places for the next on the waiting list; the rest go to the pool. Returns how many were offered."""
    visit = lock_visit(session, visit_id)
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


def _head(session: Session, visit: VisitTicket, now: datetime) -> QueueEntry | None:
    """The first on the waiting list who could still come: others hold another visit by now, or are on leave."""
    able = eligible_for(visit.id, now).with_only_columns(TECHNICIAN.id)
    waiting = select(QueueEntry).where(
        QueueEntry.visit_id == visit.id, QueueEntry.status == QueueStatus.WAITING, QueueEntry.technician_id.in_(able)
    )
    return session.scalars(waiting.order_by(QueueEntry.position).limit(1)).one_or_none()
