"""Start the calls of an incident."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.models.incidents.incident import Incident
from app.models.on_call.escalation import Escalation
from workflows.on_call.escalating.begin_cycle import begin_cycle
from workflows.on_call.escalating.find_escalation import find_escalation


def start_escalation(session: Session, incident: Incident, *, now: datetime) -> Escalation:
    """Call level 1 now and write the timers of the rest; one that is there begins a new cycle."""
    escalation = find_escalation(session, incident.id, lock=True)
    if escalation is None:
        escalation = Escalation(incident_id=incident.id, cycle=0, created_at=now)
        session.add(escalation)
    begin_cycle(session, escalation, incident, now=now)
    return escalation
