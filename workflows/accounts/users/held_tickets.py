"""The places a technician holds on visits that are not over."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.models.visits.assignment import Assignment, places_of
from app.models.visits.visit import ACTIVE, VisitTicket


def held_tickets(session: Session, *, user_id: int, between: tuple[datetime, datetime] | None = None) -> Sequence[str]:
    """Numbers of the visits this person is placed on, all that are not over or those in [start, end)."""
    held = (
        select(VisitTicket.number)
        .join(Assignment, Assignment.visit_id == VisitTicket.id)
        .where(Assignment.technician_id == user_id, Assignment.released_at.is_(None), VisitTicket.status.in_(ACTIVE))
        .order_by(VisitTicket.planned_start)
    )
    if between is not None:
        held = held.where(places_of(user_id), Assignment.during.op("&&")(func.tstzrange(*between)))
    return session.scalars(held).all()
