"""Write public news with what the status page showed of its component before and with it."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models.accounts.user import User
from app.models.incidents.incident import EntryKind, Incident, IncidentEntry
from app.models.status.status_page import ComponentState
from workflows.incident_timeline import write_entry
from workflows.status import read_component_state


def write_news(
    session: Session,
    incident: Incident,
    text: str,
    *,
    text_en: str,
    actor: User,
    now: datetime,
    at: datetime | None = None,
) -> IncidentEntry:
    """The state before the first news is the one then; before each other the one with the news that came last."""
    before = _last_state(session, incident.id) or read_component_state(session, incident.component, now=now)
    entry = write_entry(session, incident, text, text_en=text_en, kind=EntryKind.PUBLIC, actor=actor, now=now, at=at)
    entry.state_before, entry.state_after = before, read_component_state(session, incident.component, now=now)
    session.flush()
    return entry


def _last_state(session: Session, incident_id: int) -> ComponentState | None:
    news = select(IncidentEntry.state_after).where(
        IncidentEntry.incident_id == incident_id, IncidentEntry.kind == EntryKind.PUBLIC
    )
    return session.scalar(news.order_by(IncidentEntry.id.desc()).limit(1))
