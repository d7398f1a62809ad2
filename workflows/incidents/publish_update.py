"""Say to customers what is known."""

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from app.core.errors import Invalid, NotAllowed
from app.core.i18n import N_
from app.models.accounts.user import User
from app.models.incidents.incident import Incident
from app.models.incidents.incident_flow import INCIDENT_FLOW
from workflows.incidents.announcing.notify_groups import notify_groups
from workflows.incidents.announcing.write_news import write_news
from workflows.on_call import note_activity
from workflows.status import announce_news
from workflows.transitions import transition


def publish_update(
    session: Session,
    *,
    incident_id: int,
    actor: User,
    now: datetime,
    text: str,
    text_en: str = "",
    title_en: str = "",
    at: datetime | None = None,
) -> Incident:
    """A security incident stays restricted: it has no public news. `at` earlier than now is marked. Raises Invalid."""
    if at is not None and at > now:
        raise Invalid(N_("Waktu ini di masa depan."), field="at")
    title: dict[str, Any] = {"title_en": title_en} if title_en else {}
    incident: Incident = transition(session, INCIDENT_FLOW, incident_id, "publish", actor=actor, now=now, **title)
    if incident.is_restricted:
        raise NotAllowed(N_("Insiden keamanan tidak diberitakan di halaman status."))
    entry = write_news(session, incident, text, text_en=text_en, actor=actor, now=now, at=at)
    announce_news(session, incident, entry, now=now)
    notify_groups(session, incident, entry, now=now)
    note_activity(session, incident, now=now)
    return incident
