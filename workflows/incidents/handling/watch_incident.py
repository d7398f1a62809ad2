"""Watch a mended incident."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.core.i18n import N_
from app.models.accounts.user import User
from app.models.incidents.incident import Incident
from workflows.incidents.steps import make_step
from workflows.on_call import end_escalation


def watch_incident(session: Session, *, incident_id: int, actor: User, now: datetime, note: str) -> Incident:
    """Calls stop."""
    incident = make_step(session, "watch", incident_id, actor, now, N_("Diperbaiki: %(note)s", note=note))
    end_escalation(session, incident, now=now)
    return incident
