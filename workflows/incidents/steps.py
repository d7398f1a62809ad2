"""What every step of an incident does: guarded, and a line of its timeline."""

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from app.core.i18n import Sentence
from app.models.accounts.user import User
from app.models.incidents.incident import Incident
from app.models.incidents.incident_flow import INCIDENT_FLOW
from workflows.incident_timeline import write_entry
from workflows.incidents.announcing.notify_groups import notify_groups
from workflows.on_call import note_activity
from workflows.transitions import transition

NOTIFIES_GROUPS = {"acknowledge", "investigate", "identify", "watch", "resolve", "reopen", "set_severity"}


def make_step(
    session: Session, name: str, incident_id: int, actor: User, now: datetime, words: Sentence, **columns: Any
) -> Incident:
    incident: Incident = transition(session, INCIDENT_FLOW, incident_id, name, actor=actor, now=now, **columns)
    entry = write_entry(session, incident, words, actor=actor, now=now)
    if name in NOTIFIES_GROUPS:
        notify_groups(session, incident, entry, now=now)
    note_activity(session, incident, now=now)
    return incident
