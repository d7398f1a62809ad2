"""A place for one technician, written under the visit's row lock."""

from datetime import datetime

from sqlalchemy import func
from sqlalchemy.orm import Session

from app.models.visits.assignment import Assignment, ClaimSource
from app.models.visits.visit import VISIT_FLOW, VisitStatus, VisitTicket
from workflows.outbox_events import emit
from workflows.transitions import transition
from workflows.visits.events import VisitClaimed, VisitFilled


def give_place(
    session: Session, visit: VisitTicket, *, technician_id: int, source: ClaimSource, now: datetime
) -> Assignment:
    """Books what is left of the plan and tells of it; the caller has locked the visit and found a free place."""
    visit.places_taken += 1
    place = Assignment(
        visit_id=visit.id,
        technician_id=technician_id,
        source=source,
        claimed_at=now,
        during=func.tstzrange(min(max(visit.planned_start, now), visit.planned_end), visit.planned_end),
        emergency=visit.emergency,
    )
    session.add(place)
    session.flush()
    is_full = visit.places_taken == visit.places_offered
    if is_full and visit.status == VisitStatus.OPEN:
        transition(session, VISIT_FLOW, visit.id, "fill", actor=None, now=now, assigned_at=now)
    news = VisitFilled if is_full else VisitClaimed
    emit(session, news(visit_id=visit.id, technician_id=technician_id), now=now)
    return place
