"""What people decide about the calls of an incident."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.core.errors import NotAvailable
from app.core.i18n import N_
from app.models.accounts.user import User
from app.models.incidents.incident import Incident
from app.models.incidents.incident_flow import INCIDENT_FLOW
from workflows.on_call import call_level, extend_escalation, find_escalation, snooze_escalation
from workflows.transitions import transition

CTO = 4


def snooze_incident(session: Session, *, incident_id: int, actor: User, now: datetime, minutes: int) -> Incident:
    """No calls for a while; then from level 1 again."""
    incident: Incident = transition(session, INCIDENT_FLOW, incident_id, "snooze", actor=actor, now=now)
    snooze_escalation(session, incident, actor=actor, now=now, minutes=minutes)
    return incident


def extend_incident(
    session: Session, *, incident_id: int, actor: User, now: datetime, minutes: int, reason: str
) -> Incident:
    """Whoever has it asks for more time before the next level is called."""
    incident: Incident = transition(session, INCIDENT_FLOW, incident_id, "extend", actor=actor, now=now)
    extend_escalation(session, incident, actor=actor, now=now, minutes=minutes, reason=reason)
    return incident


def call_last_level(session: Session, *, incident_id: int, actor: User, now: datetime) -> Incident:
    """Level 4, by decision of a person."""
    incident: Incident = transition(session, INCIDENT_FLOW, incident_id, "call_last_level", actor=actor, now=now)
    escalation = find_escalation(session, incident_id, lock=True)
    if escalation is None or not call_level(session, escalation, incident, CTO, planned_at=now, now=now):
        raise NotAvailable(N_("Tidak ada yang siaga di level 4. Telepon dari daftar kontak darurat."))
    return incident
