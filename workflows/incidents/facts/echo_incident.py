"""“Saya juga mengalami ini”: how many visitors of the status page say so."""

from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from app.core.errors import NotFound
from app.models.incidents.incident import EntryKind, Incident, IncidentEcho, IncidentEntry, IncidentStatus

RECENT = timedelta(hours=1)


def find_public_incident(session: Session, number: str) -> Incident:
    """An open incident that customers were told of; raises NotFound for every other one."""
    published = select(IncidentEntry.incident_id).where(IncidentEntry.kind == EntryKind.PUBLIC)
    wanted = select(Incident).where(
        Incident.number == number.upper(), Incident.status != IncidentStatus.RESOLVED, Incident.id.in_(published)
    )
    incident = session.scalars(wanted).one_or_none()
    if incident is None or incident.is_restricted:
        raise NotFound
    return incident


def echo_incident(session: Session, *, number: str, visitor_sha256: str, now: datetime) -> Incident:
    """Counted once for each visitor and hour; a hint for the desk, no report."""
    incident = find_public_incident(session, number)
    hour = now.replace(minute=0, second=0, microsecond=0)
    row = insert(IncidentEcho).values(incident_id=incident.id, hour=hour, visitor_sha256=visitor_sha256, created_at=now)
    session.execute(row.on_conflict_do_nothing())
    return incident


def count_echoes(session: Session, incident_id: int, *, since: datetime | None = None) -> int:
    """Visitors and hours; `since` None: all of them."""
    counted = select(func.count()).where(IncidentEcho.incident_id == incident_id)
    return session.scalar(counted if since is None else counted.where(IncidentEcho.created_at >= since)) or 0
