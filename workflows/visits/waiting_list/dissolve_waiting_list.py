"""Dissolve the waiting list of a visit that is over."""

from datetime import datetime

from sqlalchemy import update
from sqlalchemy.orm import Session

from app.models.visits.assignment import QueueEntry, QueueStatus
from workflows.visits.waiting_list.offers import end_offer


def dissolve_waiting_list(session: Session, *, visit_id: int, now: datetime) -> None:
    """Nobody waits for a visit that is over; the caller sets `places_reserved` to zero."""
    waiting = update(QueueEntry).where(QueueEntry.visit_id == visit_id)
    offered = waiting.where(QueueEntry.status == QueueStatus.OFFERED).values(status=QueueStatus.LEFT)
    for entry_id in session.scalars(offered.returning(QueueEntry.id)).all():
        end_offer(session, visit_id, entry_id, "lapsed", now)
    session.execute(waiting.where(QueueEntry.status == QueueStatus.WAITING).values(status=QueueStatus.LEFT))
