"""What waits for CS's answer about a visit ends with the visit, or with the place it is about."""

from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app.models.visits.assignment import Assignment
from app.models.visits.fieldwork import ALERT_FLOW, EXTENSION_FLOW, EmergencyAlert, ExtensionRequest
from workflows.outbox import withdraw_buttons
from workflows.transitions import transition
from workflows.visits.offers import dissolve_waiting_list


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


def end_alert(session: Session, *, place_id: int, now: datetime) -> None:
    """Nobody waits for the holder of this place any more."""
    pending = ALERT_FLOW.transitions["lapse"].sources
    found = select(EmergencyAlert.id, EmergencyAlert.visit_id).where(
        EmergencyAlert.assignment_id == place_id, EmergencyAlert.status.in_(pending)
    )
    for alert_id, visit_id in session.execute(found).all():
        transition(session, ALERT_FLOW, alert_id, "lapse", actor=None, now=now, decided_at=now, wait_until=None)
        withdraw_buttons(session, asked="alert.raised", outcome="lapsed", visit_id=visit_id, alert_id=alert_id, now=now)
