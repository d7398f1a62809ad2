"""Tell the status page's subscribers of maintenance."""

from datetime import datetime

from sqlalchemy.orm import Session

from workflows.outbox_events import emit
from workflows.status.subscribers.events import MaintenanceNews, MirrorDue


def announce_maintenance(session: Session, maintenance_id: int, fact: str, *, now: datetime) -> None:
    """`fact`: planned, started, completed or cancelled; once each."""
    news = MaintenanceNews(maintenance_id=maintenance_id, fact=fact)
    emit(session, news, now=now, once=f"status.maintenance:{maintenance_id}:{fact}")
    mirrored = MirrorDue(thing="maintenance", local_id=maintenance_id)
    emit(session, mirrored, now=now, once=f"status.mirror:maintenance:{maintenance_id}:{fact}")
