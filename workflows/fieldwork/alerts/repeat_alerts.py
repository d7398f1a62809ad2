"""Alerts that CS let wait, opened again when the granted minutes are over."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models.visits.fieldwork import ALERT_FLOW, AlertStatus, EmergencyAlert
from workflows.fieldwork.events import AlertRaised
from workflows.outbox_events import emit
from workflows.transitions import transition


def repeat_alerts(session: Session, *, now: datetime) -> int:
    """Returns how many alerts were opened again."""
    due = select(EmergencyAlert.id).where(
        EmergencyAlert.status == AlertStatus.WAITING, EmergencyAlert.wait_until <= now
    )
    repeated = 0
    for alert_id in session.scalars(due.order_by(EmergencyAlert.id).with_for_update(skip_locked=True)).all():
        alert = transition(session, ALERT_FLOW, alert_id, "ring_again", actor=None, now=now, wait_until=None)
        emit(session, AlertRaised(visit_id=alert.visit_id, alert_id=alert_id, again=True), now=now)
        repeated += 1
    return repeated
