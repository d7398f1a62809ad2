"""End the alert about the holder of a place."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models.visits.fieldwork import ALERT_FLOW, EmergencyAlert
from workflows.outbox import withdraw_buttons
from workflows.transitions import transition


def end_alert(session: Session, *, place_id: int, now: datetime) -> None:
    """Nobody waits for the holder of this place any more."""
    pending = ALERT_FLOW.transitions["lapse"].sources
    found = select(EmergencyAlert.id, EmergencyAlert.visit_id).where(
        EmergencyAlert.assignment_id == place_id, EmergencyAlert.status.in_(pending)
    )
    for alert_id, visit_id in session.execute(found).all():
        transition(session, ALERT_FLOW, alert_id, "lapse", actor=None, now=now, decided_at=now, wait_until=None)
        withdraw_buttons(session, asked="alert.raised", outcome="lapsed", visit_id=visit_id, alert_id=alert_id, now=now)
