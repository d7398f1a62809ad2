"""Acknowledge an incident."""

from datetime import datetime

from sqlalchemy import func
from sqlalchemy.orm import Session

from app.core.i18n import N_
from app.models.accounts.user import User
from app.models.incidents.incident import Incident
from workflows.incidents.steps import make_step
from workflows.on_call import acknowledge_escalation, find_and_lock_incident


def acknowledge_incident(session: Session, *, incident_id: int, actor: User, now: datetime) -> Incident:
    find_and_lock_incident(session, incident_id)
    incident = make_step(
        session,
        "acknowledge",
        incident_id,
        actor,
        now,
        N_("Diterima oleh %(name)s", name=actor.name),
        acknowledged_at=func.coalesce(Incident.acknowledged_at, now),
    )
    acknowledge_escalation(session, incident, actor=actor, now=now)
    return incident
