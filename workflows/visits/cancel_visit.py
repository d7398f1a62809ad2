"""Withdraw a visit, also while somebody works on it."""

from datetime import datetime

from sqlalchemy import update
from sqlalchemy.orm import Session

from app.models.accounts.user import User
from app.models.files.document import DocumentKind
from app.models.visits.assignment import Assignment, ReleaseReason
from app.models.visits.visit import VISIT_FLOW, VisitTicket
from workflows.documents import withdraw_replaced
from workflows.outbox_events import emit
from workflows.transitions import transition
from workflows.visits.end_open_questions import end_open_questions
from workflows.visits.events import VisitCancelled


def cancel_visit(session: Session, *, visit_id: int, actor: User, reason: str, now: datetime) -> VisitTicket:
    """Frees the places, ends what waits for an answer and tells everyone concerned."""
    visit = transition(
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
    end_open_questions(session, visit_id=visit_id, now=now)
    for kind in (DocumentKind.ASSIGNMENT_LETTER, DocumentKind.DELIVERY_NOTE):
        withdraw_replaced(session, kind=kind, visit_id=visit_id, now=now)
    emit(session, VisitCancelled(visit_id=visit.id, reason=reason, technician_ids=tuple(freed)), now=now)
    return visit
