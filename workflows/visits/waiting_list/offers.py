"""What the verbs of the waiting list share: the visit, locked; the end of an offer's buttons."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.errors import NotFound
from app.models.visits.visit import VisitTicket
from workflows.outbox import withdraw_buttons


def end_offer(session: Session, visit_id: int, entry_id: int, outcome: str, now: datetime) -> None:
    withdraw_buttons(session, asked="queue.offered", outcome=outcome, visit_id=visit_id, entry_id=entry_id, now=now)


def lock_visit(session: Session, visit_id: int) -> VisitTicket:
    locked = select(VisitTicket).where(VisitTicket.id == visit_id).with_for_update()
    visit = session.scalars(locked.execution_options(populate_existing=True)).one_or_none()
    if visit is None:
        raise NotFound
    return visit
