"""Open a draft to the pool."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.models.accounts.user import User
from app.models.visits.visit import VISIT_FLOW, VisitTicket
from workflows.outbox_events import emit
from workflows.transitions import transition
from workflows.visits.events import VisitOpened


def publish_visit(session: Session, *, visit_id: int, actor: User, now: datetime) -> VisitTicket:
    """From now on (or from `race_opens_at`) technicians may race for its places."""
    visit = transition(session, VISIT_FLOW, visit_id, "publish", actor=actor, now=now, opened_at=now)
    emit(session, VisitOpened(visit_id=visit.id), now=now, due_at=max(now, visit.race_opens_at or now))
    return visit
