"""Leave the waiting list."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.errors import NotFound
from app.models.accounts.user import User
from app.models.visits.assignment import IN_LINE, QueueEntry, QueueStatus
from workflows.visits.waiting_list.offer_free_places import offer_free_places
from workflows.visits.waiting_list.offers import end_offer, lock_visit


def leave_waiting_list(session: Session, *, visit_id: int, technician: User, now: datetime) -> None:
    """Leave the waiting list; an offer held goes to the next."""
    visit = lock_visit(session, visit_id)
    mine = session.scalars(
        select(QueueEntry)
        .where(QueueEntry.visit_id == visit_id, QueueEntry.technician_id == technician.id)
        .where(QueueEntry.status.in_(IN_LINE))
    ).one_or_none()
    if mine is None:
        raise NotFound
    if mine.status == QueueStatus.OFFERED:
        visit.places_reserved -= 1
        end_offer(session, visit_id, mine.id, "left", now)
    mine.status = QueueStatus.LEFT
    visit.version += 1  # the others have moved up: their pages show it
    session.flush()
    offer_free_places(session, visit_id=visit_id, now=now)
