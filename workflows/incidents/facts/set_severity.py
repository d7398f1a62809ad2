"""Change the severity of an incident."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.core.i18n import N_
from app.models.accounts.user import User
from app.models.incidents.incident import Incident
from app.models.monitoring.alarm import Severity
from workflows.incidents.steps import make_step
from workflows.on_call import tighten_escalation


def set_severity(
    session: Session, *, incident_id: int, actor: User, now: datetime, severity: str, reason: str
) -> Incident:
    """A higher severity shortens what is waited for, and never lengthens it."""
    wanted = Severity(severity)
    words = N_("Tingkat %(severity)s: %(reason)s", severity=wanted, reason=reason)
    incident = make_step(session, "set_severity", incident_id, actor, now, words, severity=wanted)
    tighten_escalation(session, incident, now=now)
    return incident
