"""End the calls of an incident."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.models.incidents.incident import Incident
from app.models.on_call.escalation import EscalationStatus
from workflows.on_call.escalating.find_escalation import find_escalation
from workflows.on_call.escalating.timers.escalation_timers import drop_timers
from workflows.on_call.events import PersonCalled
from workflows.outbox import withdraw_buttons


def end_escalation(session: Session, incident: Incident, *, now: datetime) -> None:
    escalation = find_escalation(session, incident.id, lock=True)
    if escalation is not None and escalation.status != EscalationStatus.ENDED:
        escalation.status = EscalationStatus.ENDED
        session.flush()
        drop_timers(session, escalation, now)
        withdraw_buttons(session, asked=PersonCalled.kind, outcome="over", incident_id=incident.id, now=now)
