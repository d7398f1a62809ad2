"""Take a place back that was offered to the waiting list, for somebody whom CS names."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models.visits.assignment import QueueEntry, QueueStatus
from app.models.visits.visit import VisitTicket
from workflows.visits.waiting_list.offers import end_offer


def withdraw_offer(session: Session, visit: VisitTicket, *, now: datetime, taker_id: int | None = None) -> bool:
    """The offer of `taker_id`, who gets a place; without it the last one's, who waits on in their place of the line.

    False: there is no such offer. The caller has locked the visit.
    """
    offers = select(QueueEntry).where(QueueEntry.visit_id == visit.id, QueueEntry.status == QueueStatus.OFFERED)
    if taker_id is not None:
        offers = offers.where(QueueEntry.technician_id == taker_id)
    entry = session.scalars(offers.order_by(QueueEntry.position.desc()).limit(1)).one_or_none()
    if entry is None:
        return False
    entry.status = QueueStatus.WAITING if taker_id is None else QueueStatus.TAKEN
    entry.offered_at = entry.offer_expires_at = None
    visit.places_reserved -= 1
    session.flush()
    end_offer(session, visit.id, entry.id, "expired" if taker_id is None else "taken", now)
    return True
