"""Turn an offer into a place."""

from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app.models.accounts.user import User
from app.models.visits.assignment import ClaimSource, QueueEntry, QueueStatus
from workflows.transitions import note
from workflows.visits.claims.give_place import give_place
from workflows.visits.waiting_list.offers import end_offer, lock_visit


def take_offer(session: Session, *, entry_id: int, technician: User, now: datetime, source: ClaimSource) -> int | None:
    """Turn a live offer into a place; the assignment's id, or None when the offer has run out."""
    visit_id = session.scalars(select(QueueEntry.visit_id).where(QueueEntry.id == entry_id)).one()
    visit = lock_visit(session, visit_id)
    live = update(QueueEntry).where(
        QueueEntry.id == entry_id,
        QueueEntry.technician_id == technician.id,
        QueueEntry.status == QueueStatus.OFFERED,
        QueueEntry.offer_expires_at > now,
    )
    if session.scalar(live.values(status=QueueStatus.TAKEN).returning(QueueEntry.id)) is None:
        return None
    visit.places_reserved -= 1
    end_offer(session, visit_id, entry_id, "taken", now)
    place = give_place(session, visit, technician_id=technician.id, source=source, now=now)
    note(session, "visit_tickets", visit.id, "claim", actor=technician, now=now, from_line=True)
    return place.id
