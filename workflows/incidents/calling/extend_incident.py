"""Ask for more time before the next level is called."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.models.accounts.user import User
from app.models.incidents.incident import Incident
from app.models.incidents.incident_flow import INCIDENT_FLOW
from workflows.on_call import extend_escalation
from workflows.transitions import transition


def extend_incident(
    session: Session, *, incident_id: int, actor: User, now: datetime, minutes: int, reason: str
) -> Incident:
    """Whoever has it asks for more time before the next level is called."""
    incident: Incident = transition(session, INCIDENT_FLOW, incident_id, "extend", actor=actor, now=now)
    extend_escalation(session, incident, actor=actor, now=now, minutes=minutes, reason=reason)
    return incident
