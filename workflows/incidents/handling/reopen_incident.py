"""Open a resolved incident again."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.core.i18n import N_
from app.models.accounts.user import User
from app.models.incidents.incident import Incident
from workflows.incidents.steps import make_step
from workflows.on_call import start_escalation


def reopen_incident(session: Session, *, incident_id: int, actor: User, now: datetime, reason: str) -> Incident:
    incident = make_step(
        session, "reopen", incident_id, actor, now, N_("Dibuka kembali: %(reason)s", reason=reason),
        resolved_at=None, impact_ended_at=None, quiet_since=None,
    )  # fmt: skip
    start_escalation(session, incident, now=now)
    return incident
