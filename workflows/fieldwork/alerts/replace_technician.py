"""Ganti TS: the place goes back to the pool as an emergency job."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.models.accounts.user import User
from app.models.visits.assignment import ReleaseReason
from app.models.visits.fieldwork import EmergencyAlert
from workflows.fieldwork.alerts.decide_alert import decide_alert
from workflows.fieldwork.events import TechnicianReplaced
from workflows.fieldwork.places import refill_places, release_place
from workflows.outbox_events import emit


def replace_technician(
    session: Session, *, alert_id: int, actor: User, now: datetime, note: str = ""
) -> EmergencyAlert:
    """Count the no-show, free the place, offer it to the waiting list and tell everyone eligible of what is left."""
    visit, alert, place = decide_alert(session, alert_id, "replace_technician", actor=actor, now=now, note=note or "")
    if place.released_at is None:
        release_place(session, visit, place, why=ReleaseReason.REPLACED, now=now, no_show=True)
        emit(session, TechnicianReplaced(visit_id=visit.id, technician_id=place.technician_id), now=now)
        refill_places(session, visit, now=now, emergency=True)
    return alert
