"""Publish the post-mortem on the status page."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.errors import NotAllowed
from app.core.i18n import N_
from app.models.accounts.user import User
from app.models.incidents.incident import Incident, PostMortem
from app.models.incidents.incident_flow import INCIDENT_FLOW
from workflows.incidents.announcing.write_news import write_news
from workflows.status import announce_news
from workflows.transitions import transition


def publish_post_mortem(
    session: Session, *, incident_id: int, actor: User, now: datetime, text: str, text_en: str = ""
) -> Incident:
    """Once; subscribers are told. Its words for customers are their own, the internal text stays internal."""
    incident: Incident = transition(session, INCIDENT_FLOW, incident_id, "publish_post_mortem", actor=actor, now=now)
    if incident.is_restricted:
        raise NotAllowed(N_("Insiden keamanan tidak diberitakan di halaman status."))
    entry = write_news(session, incident, text, text_en=text_en, actor=actor, now=now)
    report = session.scalars(select(PostMortem).where(PostMortem.incident_id == incident_id)).one()
    report.public_entry_id = entry.id
    session.flush()
    announce_news(session, incident, entry, now=now)
    return incident
