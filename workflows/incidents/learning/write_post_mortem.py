"""Write the post-mortem of an incident."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from app.core.i18n import N_
from app.models.accounts.user import User
from app.models.incidents.incident import Incident, PostMortem
from app.models.incidents.incident_flow import INCIDENT_FLOW
from workflows.incident_timeline import write_entry
from workflows.incidents.learning.post_mortem_due import post_mortem_due
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
    due = post_mortem_due(session, now)
    made = insert(PostMortem).values(incident_id=incident_id, due_date=due, created_at=now)
    session.execute(made.on_conflict_do_nothing(index_elements=["incident_id"]))
    post_mortem = session.scalars(select(PostMortem).where(PostMortem.incident_id == incident_id)).one()
    post_mortem.summary, post_mortem.root_cause, post_mortem.went_well = summary, root_cause, went_well
    post_mortem.author_id, post_mortem.published_at = actor.id, post_mortem.published_at or now
    session.flush()
    write_entry(session, incident, N_("Post-mortem ditulis"), actor=actor, now=now)
    return incident
