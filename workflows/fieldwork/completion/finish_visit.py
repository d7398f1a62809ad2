"""The technician's or CS's Selesai, with complete proof."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.models.accounts.user import Role, User
from app.models.visits.visit import VISIT_FLOW, VisitTicket
from workflows.fieldwork.completion.end_work import end_work
from workflows.fieldwork.errors import NotReady
from workflows.fieldwork.moment import Moment
from workflows.fieldwork.places import get_place_at, lock_visit
from workflows.fieldwork.proof.missing import list_missing


def finish_visit(
    session: Session, *, visit_id: int, actor: User, now: datetime, pressed: Moment | None = None
) -> VisitTicket:
    """Selesai, when everyone has checked out and BAST and photos are there; NotReady lists exactly what is missing.

    `pressed`: when the button was pressed, where the request had to wait for signal.
    """
    visit = lock_visit(session, visit_id)
    if actor.role == Role.TECHNICIAN:
        get_place_at(session, visit_id=visit_id, technician=actor, moment=pressed or Moment(now))
    missing = (
        list_missing(session, visit_id=visit_id) if visit.status in VISIT_FLOW.transitions["finish"].sources else []
    )
    if missing:
        raise NotReady(missing)
    at = max(pressed.at, visit.started_at or now) if pressed else now
    return end_work(session, visit_id, "finish", actor=actor, now=now, at=at)
