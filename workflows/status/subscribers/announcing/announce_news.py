"""Tell the status page's subscribers public news of an incident."""

from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.models.incidents.incident import EntryKind, Incident, IncidentEntry
from workflows.outbox_events import emit
from workflows.status.subscribers.events import MirrorDue, StatusNews

TOGETHER = timedelta(minutes=10)
MOST_SINGLE = 3  # e-mails about one incident within that time; what follows comes as one


def announce_news(session: Session, incident: Incident, entry: IncidentEntry, *, now: datetime) -> None:
    """At once; more than three within ten minutes wait for the end of those ten minutes and go as one."""
    emit(session, MirrorDue(thing="incident", local_id=incident.id, entry_id=entry.id), now=now)
    lately = select(func.count()).where(
        IncidentEntry.incident_id == incident.id,
        IncidentEntry.kind == EntryKind.PUBLIC,
        IncidentEntry.created_at > now - TOGETHER,
    )
    if (session.scalar(lately) or 0) <= MOST_SINGLE:
        emit(session, StatusNews(incident_id=incident.id, entry_id=entry.id), now=now)
        return
    seconds = int(TOGETHER.total_seconds())
    left = seconds - int(now.timestamp()) % seconds
    due_at = now + timedelta(seconds=left)
    news = StatusNews(incident_id=incident.id, entry_id=entry.id, digest=True)
    emit(session, news, now=now, due_at=due_at, once=f"status.news:{incident.id}:{int(due_at.timestamp())}")
