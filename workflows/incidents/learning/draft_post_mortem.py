"""Make the post-mortem of an incident due; until somebody writes it, it is drafted for whoever reads."""

from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from app.models.incidents.incident import Incident, PostMortem
from workflows.incidents.learning.post_mortem_due import post_mortem_due


def draft_post_mortem(session: Session, incident: Incident, *, now: datetime) -> PostMortem:
    """The one of this incident; made where there is none yet. `read_post_mortem_draft` says what stands in it."""
    due: date = post_mortem_due(session, now)
    made = insert(PostMortem).values(incident_id=incident.id, due_date=due, created_at=now)
    session.execute(made.on_conflict_do_nothing(index_elements=["incident_id"]))
    return session.scalars(select(PostMortem).where(PostMortem.incident_id == incident.id)).one()
