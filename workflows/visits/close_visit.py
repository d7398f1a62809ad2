"""Close a finished visit; the customer is asked what they thought."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.models.accounts.user import User
from app.models.visits.visit import VISIT_FLOW, VisitTicket
from workflows.ratings import invite_rating
from workflows.transitions import transition


def close_visit(session: Session, *, visit_id: int, actor: User, now: datetime) -> VisitTicket:
    """The rating link goes out once quiet hours are over; a failed visit is not rated."""
    visit = transition(
        session, VISIT_FLOW, visit_id, "close", actor=actor, now=now, closed_at=now, closed_by_id=actor.id
    )
    if visit.failure_reason is None:
        invite_rating(session, visit=visit, now=now)
    return visit
