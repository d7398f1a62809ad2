"""Write the post-mortem of an incident."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.core.i18n import N_
from app.models.accounts.user import User
from app.models.incidents.incident import Incident
from app.models.incidents.incident_flow import INCIDENT_FLOW
from workflows.incident_timeline import write_entry
from workflows.incidents.learning.draft_post_mortem import draft_post_mortem
from workflows.transitions import transition


def write_post_mortem(
    session: Session,
    *,
    incident_id: int,
    actor: User,
    now: datetime,
    summary: str,
    root_cause: str,
    went_well: str = "",
) -> Incident:
    """Written again it replaces the text; the audit log keeps the former one."""
    incident: Incident = transition(session, INCIDENT_FLOW, incident_id, "write_post_mortem", actor=actor, now=now)
    post_mortem = draft_post_mortem(session, incident, now=now)
    post_mortem.summary, post_mortem.root_cause, post_mortem.went_well = summary, root_cause, went_well
    post_mortem.author_id, post_mortem.published_at = actor.id, post_mortem.published_at or now
    session.flush()
    write_entry(session, incident, N_("Post-mortem ditulis"), actor=actor, now=now)
    return incident
