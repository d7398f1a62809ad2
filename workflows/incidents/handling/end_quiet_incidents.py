"""End incidents whose alarms are all over."""

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.i18n import N_
from app.models.incidents.incident import Incident, IncidentStatus
from app.models.incidents.incident_flow import INCIDENT_FLOW
from workflows.incident_timeline import write_entry
from workflows.incidents.after_end import after_end
from workflows.incidents.announcing.notify_groups import notify_groups
from workflows.transitions import transition

QUIET = timedelta(minutes=15)


def end_quiet_incidents(session: Session, *, now: datetime) -> int:
    """End those whose alarms have all been over for 15 minutes and that nobody has acknowledged; how many."""
    quiet = select(Incident.id).where(
        Incident.status != IncidentStatus.RESOLVED,
        Incident.quiet_since <= now - QUIET,
        Incident.acknowledged_at.is_(None),
    )
    found = list(session.scalars(quiet.with_for_update(skip_locked=True)))
    for incident_id in found:
        incident = session.get_one(Incident, incident_id)
        ended = incident.quiet_since
        transition(
            session, INCIDENT_FLOW, incident_id, "end", actor=None, now=now, resolved_at=now, impact_ended_at=ended
        )
        entry = write_entry(session, incident, N_("Selesai sendiri: semua alarm beres"), now=now)
        notify_groups(session, incident, entry, now=now)
        after_end(session, incident, now=now)
    return len(found)
