"""Speak for an incident."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.core.i18n import N_
from app.models.accounts.user import User
from app.models.incidents.incident import Incident
from workflows.incidents.steps import make_step


def communicate_incident(session: Session, *, incident_id: int, actor: User, now: datetime) -> Incident:
    words = N_("Komunikasi: %(name)s", name=actor.name)
    return make_step(session, "communicate", incident_id, actor, now, words, communicator_id=actor.id)
