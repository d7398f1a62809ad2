"""Investigate an incident."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.core.i18n import N_
from app.models.accounts.user import User
from app.models.incidents.incident import Incident
from workflows.incidents.steps import make_step


def investigate_incident(session: Session, *, incident_id: int, actor: User, now: datetime) -> Incident:
    return make_step(session, "investigate", incident_id, actor, now, N_("Diselidiki"))
