"""Lanjut: give the technician some more minutes."""

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from app.models.accounts.user import User
from app.models.visits.fieldwork import EmergencyAlert
from workflows.fieldwork.alerts.decide_alert import decide_alert


def wait_for_technician(session: Session, *, alert_id: int, actor: User, now: datetime, minutes: int) -> EmergencyAlert:
    """WAITING until the minutes are over; opened again by the schedule when nobody has checked in."""
    _, alert, _ = decide_alert(
        session, alert_id, "wait", actor=actor, now=now, wait_until=now + timedelta(minutes=minutes)
    )
    return alert
