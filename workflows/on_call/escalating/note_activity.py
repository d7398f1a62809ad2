"""Note that somebody works on an incident."""

from datetime import datetime

from sqlalchemy import update
from sqlalchemy.orm import Session

from app.models.incidents.incident import Incident
from app.models.on_call.escalation import EscalationStatus, EscalationTimer, TimerKind
from workflows.on_call.escalating.find_escalation import find_escalation, policy_of
from workflows.on_call.escalating.timers.escalation_timers import waiting_timer
from workflows.on_call.escalating.timers.office_hours import policy_due


def note_activity(session: Session, incident: Incident, *, now: datetime) -> None:
    """Somebody works on it: the time until it calls again after an acknowledgement starts again."""
    escalation = find_escalation(session, incident.id)
    if escalation is not None and escalation.status == EscalationStatus.ACKNOWLEDGED:
        policy = policy_of(session, incident)
        due = policy_due(session, policy, now, policy.acknowledgement_minutes)
        mine = waiting_timer(escalation, TimerKind.ACKNOWLEDGEMENT, 0)
        session.execute(update(EscalationTimer).where(*mine).values(due_at=due))
