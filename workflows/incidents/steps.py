"""What every step of an incident does: guarded, and a line of its timeline."""

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from app.models.accounts.user import User
from app.models.incidents.incident import Incident
from app.models.incidents.incident_flow import INCIDENT_FLOW
from workflows.incident_timeline import write_entry
from workflows.on_call import note_activity
from workflows.transitions import transition


def make_step(
    session: Session, name: str, incident_id: int, actor: User, now: datetime, words: str, **columns: Any
) -> Incident:
    incident: Incident = transition(session, INCIDENT_FLOW, incident_id, name, actor=actor, now=now, **columns)
    write_entry(session, incident, words, actor=actor, now=now)
    note_activity(session, incident, now=now)
    return incident
