"""The work is done and proved."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.core.errors import NotFound
from app.models.user import Role, User
from app.models.visit import VISIT_FLOW, VisitTicket
from workflows.execution.messages import VisitFinished
from workflows.execution.missing import list_missing
from workflows.execution.places import find_place, lock_visit
from workflows.execution.refusals import NotReady
from workflows.moves import move
from workflows.promises import promise
from workflows.visits import dissolve_line


def finish_visit(session: Session, *, visit_id: int, actor: User, now: datetime) -> VisitTicket:
    """Selesai, when everyone has checked out and BAST and photos are there; NotReady lists exactly what is missing."""
    visit = lock_visit(session, visit_id)
    if actor.role == Role.TECHNICIAN and find_place(session, visit_id=visit_id, technician=actor) is None:
        raise NotFound
    missing = list_missing(session, visit_id=visit_id) if visit.status in VISIT_FLOW.moves["finish"].sources else []
    if missing:
        raise NotReady(missing)
    visit = move(session, VISIT_FLOW, visit_id, "finish", actor=actor, now=now, finished_at=now, places_reserved=0)
    dissolve_line(session, visit_id=visit_id)
    promise(session, VisitFinished(visit_id=visit.id), now=now)
    return visit
