"""Lanjut: give the technician some more minutes."""

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from app.models.accounts.user import User
from app.models.visits.fieldwork import EmergencyAlert
from workflows.fieldwork.deciding import decide


def wait_for_technician(session: Session, *, alert_id: int, actor: User, now: datetime, minutes: int) -> EmergencyAlert:
    """The alert rests, and rings again when the minutes are over and nobody has checked in."""
    _, alert, _ = decide(session, alert_id, "wait", actor=actor, now=now, wait_until=now + timedelta(minutes=minutes))
    return alert
