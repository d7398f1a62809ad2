"""Put the calls of an incident off."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.models.accounts.user import User
from app.models.incidents.incident import Incident
from app.models.incidents.incident_flow import INCIDENT_FLOW
from workflows.on_call import snooze_escalation
from workflows.transitions import transition


def snooze_incident(session: Session, *, incident_id: int, actor: User, now: datetime, minutes: int) -> Incident:
    """No calls for a while; then from level 1 again."""
    incident: Incident = transition(session, INCIDENT_FLOW, incident_id, "snooze", actor=actor, now=now)
    snooze_escalation(session, incident, actor=actor, now=now, minutes=minutes)
    return incident
