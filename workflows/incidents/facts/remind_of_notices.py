"""Remind that people concerned by a breach of personal data are to be told within 3 × 24 hours."""

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models.incidents.incident import Incident
from workflows.incidents.events import NoticeDue
from workflows.outbox_events import emit

STEPS = (48, 24, 6, 0)  # hours left at which it is said


def remind_of_notices(session: Session, *, now: datetime) -> int:
    """One message at each step that has come, the latest only; how many incidents wait for their notice."""
    waiting = select(Incident).where(Incident.notice_due_at.is_not(None), Incident.notice_given_at.is_(None))
    found = session.scalars(waiting.order_by(Incident.id)).all()
    for incident in found:
        left = (incident.notice_due_at or now) - now
        come = [hours for hours in STEPS if left <= timedelta(hours=hours)]
        if come:
            key = f"incident.notice_due:{incident.id}:{come[-1]}"
            emit(session, NoticeDue(incident_id=incident.id, hours=come[-1]), now=now, once=key)
    return len(found)
