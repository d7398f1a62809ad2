"""Call the last level by decision of a person."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.core.errors import NotAvailable
from app.core.i18n import N_
from app.models.accounts.user import User
from app.models.incidents.incident import Incident
from app.models.incidents.incident_flow import INCIDENT_FLOW
from workflows.on_call import call_level, find_escalation
from workflows.transitions import transition

CTO = 4


def call_last_level(session: Session, *, incident_id: int, actor: User, now: datetime) -> Incident:
    """Level 4, by decision of a person."""
    incident: Incident = transition(session, INCIDENT_FLOW, incident_id, "call_last_level", actor=actor, now=now)
    escalation = find_escalation(session, incident_id, lock=True)
    if escalation is None or not call_level(session, escalation, incident, CTO, planned_at=now, now=now):
        raise NotAvailable(N_("Tidak ada yang siaga di level 4. Telepon dari daftar kontak darurat."))
    return incident
