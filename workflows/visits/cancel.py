"""Withdraw a visit before work has begun."""

from datetime import datetime

from sqlalchemy import update
from sqlalchemy.orm import Session

from app.models.assignment import Assignment, ReleaseReason
from app.models.document import DocumentKind
from app.models.user import User
from app.models.visit import VISIT_FLOW, VisitTicket
from workflows.moves import move
from workflows.papers import withdraw_replaced
from workflows.promises import promise
from workflows.visits.messages import VisitCancelled
from workflows.visits.offers import dissolve_line


def cancel_visit(session: Session, *, visit_id: int, actor: User, reason: str, now: datetime) -> VisitTicket:
    """The places are given back, the line is dissolved, everyone concerned is told."""
    visit = move(
        session,
        VISIT_FLOW,
        visit_id,
        "cancel",
        actor=actor,
        now=now,
        cancelled_at=now,
        cancel_reason=reason,
        places_taken=0,
        places_reserved=0,
    )
    freed = session.scalars(
        update(Assignment)
        .where(Assignment.visit_id == visit_id, Assignment.released_at.is_(None))
        .values(released_at=now, release_reason=ReleaseReason.CANCELLED)
        .returning(Assignment.technician_id)
    ).all()
    dissolve_line(session, visit_id=visit_id)
    for kind in (DocumentKind.ASSIGNMENT_LETTER, DocumentKind.DELIVERY_NOTE):
        withdraw_replaced(session, kind=kind, visit_id=visit_id, now=now)
    promise(session, VisitCancelled(visit_id=visit.id, reason=reason, technician_ids=tuple(freed)), now=now)
    return visit
