"""The escalation that is under way."""

from sqlalchemy.orm import Session

from app.core.errors import NotAvailable
from app.core.i18n import N_
from app.models.incidents.incident import Incident
from app.models.on_call.escalation import Escalation, EscalationStatus
from workflows.on_call.escalating.find_escalation import find_escalation


def get_running_escalation(session: Session, incident: Incident) -> Escalation:
    escalation = find_escalation(session, incident.id, lock=True)
    if escalation is None or escalation.status == EscalationStatus.ENDED:
        raise NotAvailable(N_("Tidak ada yang dipanggil untuk insiden ini."))
    return escalation
