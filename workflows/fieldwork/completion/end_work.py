"""The common part of every transition that ends the work on site."""

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from app.models.accounts.user import User
from app.models.visits.visit import VISIT_FLOW, VisitTicket
from workflows.fieldwork.events import VisitFinished
from workflows.fieldwork.places import end_claims
from workflows.outbox_events import emit
from workflows.transitions import transition
from workflows.visits import end_open_questions


def end_work(
    session: Session, visit_id: int, step: str, *, actor: User, now: datetime, at: datetime | None = None, **facts: Any
) -> VisitTicket:
    """Make the transition; the claims and what waits for an answer end, CS is notified."""
    at = at or now
    visit = transition(
        session, VISIT_FLOW, visit_id, step, actor=actor, now=now, finished_at=at, places_reserved=0, **facts
    )
    end_claims(session, visit_id=visit_id, at=at)
    end_open_questions(session, visit_id=visit_id, now=now)
    emit(session, VisitFinished(visit_id=visit.id), now=now)
    return visit
