"""End what waits for CS's answer about a visit that is over."""

from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app.models.visits.assignment import Assignment
from app.models.visits.fieldwork import EXTENSION_FLOW, ExtensionRequest
from workflows.transitions import transition
from workflows.visits.end_alert import end_alert
from workflows.visits.waiting_list.dissolve_waiting_list import dissolve_waiting_list


def end_open_questions(session: Session, *, visit_id: int, now: datetime) -> None:
    """The visit is over: nobody waits for more days, for a late technician, for a release or for a place any more.

    The caller has locked the visit and sets `places_reserved` to zero.
    """
    pending = EXTENSION_FLOW.transitions["lapse"].sources
    asked = select(ExtensionRequest.id).where(
        ExtensionRequest.visit_id == visit_id, ExtensionRequest.status.in_(pending)
    )
    for extension_id in session.scalars(asked.order_by(ExtensionRequest.id)).all():
        transition(session, EXTENSION_FLOW, extension_id, "lapse", actor=None, now=now, decided_at=now)
    places = select(Assignment.id).where(Assignment.visit_id == visit_id)
    for place_id in session.scalars(places.order_by(Assignment.id)).all():
        end_alert(session, place_id=place_id, now=now)
    session.execute(
        update(Assignment)
        .where(Assignment.visit_id == visit_id, Assignment.release_asked_at.is_not(None))
        .values(release_asked_at=None, release_asked_reason="")
    )
    dissolve_waiting_list(session, visit_id=visit_id, now=now)
