"""Attempts, places and waiting list of a visit, for CS."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from app.models.visits.assignment import Assignment, ClaimAttempt, QueueEntry

MOST = 200


def list_places(session: Session, *, visit_id: int) -> Sequence[Assignment]:
    """Everyone who holds or held a place, in the order they took it."""
    places = select(Assignment).where(Assignment.visit_id == visit_id).options(joinedload(Assignment.technician))
    return session.scalars(places.order_by(Assignment.id).limit(MOST)).all()


def list_attempts(session: Session, *, visit_id: int) -> Sequence[ClaimAttempt]:
    """Claim attempts with their results, in the order in which they were made."""
    attempts = select(ClaimAttempt).where(ClaimAttempt.visit_id == visit_id)
    return session.scalars(
        attempts.options(joinedload(ClaimAttempt.technician)).order_by(ClaimAttempt.id).limit(MOST)
    ).all()


def list_waiting_list(session: Session, *, visit_id: int) -> Sequence[QueueEntry]:
    """The waiting list, those who left it included."""
    waiting = select(QueueEntry).where(QueueEntry.visit_id == visit_id).options(joinedload(QueueEntry.technician))
    return session.scalars(waiting.order_by(QueueEntry.position).limit(MOST)).all()
