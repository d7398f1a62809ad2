"""Open a draft to the pool."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.models.user import User
from app.models.visit import VISIT_FLOW, VisitTicket
from workflows.moves import move
from workflows.promises import promise
from workflows.visits.messages import VisitOpened


def publish_visit(session: Session, *, visit_id: int, actor: User, now: datetime) -> VisitTicket:
    """From now on (or from `race_opens_at`) technicians may race for its places."""
    visit = move(session, VISIT_FLOW, visit_id, "publish", actor=actor, now=now, opened_at=now)
    promise(session, VisitOpened(visit_id=visit.id), now=now, due_at=max(now, visit.race_opens_at or now))
    return visit
