"""Alerts that CS let wait, opened again when the granted minutes are over."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models.visits.fieldwork import ALERT_FLOW, AlertStatus, EmergencyAlert
from workflows.fieldwork.alerts.notify_of_alerts import notify_of_alerts
from workflows.transitions import transition


def repeat_alerts(session: Session, *, now: datetime) -> int:
    """Returns how many alerts were opened again."""
    due = select(EmergencyAlert.id).where(
        EmergencyAlert.status == AlertStatus.WAITING, EmergencyAlert.wait_until <= now
    )
    alerts = [
        transition(session, ALERT_FLOW, alert_id, "ring_again", actor=None, now=now, wait_until=None)
        for alert_id in session.scalars(due.order_by(EmergencyAlert.id).with_for_update(skip_locked=True)).all()
    ]
    notify_of_alerts(session, alerts, now=now, again=True)
    return len(alerts)
