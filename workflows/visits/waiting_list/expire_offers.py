"""Pass on places whose offers have run out."""

from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app.models.visits.assignment import QueueEntry, QueueStatus
from app.models.visits.visit import CLAIMABLE
from workflows.visits.invite_technicians import invite_technicians
from workflows.visits.waiting_list.offer_free_places import offer_free_places
from workflows.visits.waiting_list.offers import end_offer, lock_visit


def expire_offers(session: Session, *, now: datetime) -> int:
    """Pass on the places whose offers have run out: to the next on the waiting list, else to the pool."""
    due = select(QueueEntry.visit_id).where(
        QueueEntry.status == QueueStatus.OFFERED, QueueEntry.offer_expires_at <= now
    )
    passed = 0
    for visit_id in sorted(set(session.scalars(due))):
        visit = lock_visit(session, visit_id)
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
            end_offer(session, visit_id, entry_id, "expired", now)
        visit.places_reserved -= freed
        session.flush()
        passed += freed
        if freed and offer_free_places(session, visit_id=visit_id, now=now) < freed and visit.status in CLAIMABLE:
            invite_technicians(session, visit_id=visit_id, emergency=visit.emergency, now=now)
    return passed
