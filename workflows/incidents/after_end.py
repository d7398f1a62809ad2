"""What follows from the end of an incident."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models.incidents.incident import Incident, IncidentReport
from app.models.monitoring.alarm import URGENT
from workflows.incidents.events import IncidentEnded
from workflows.incidents.learning.draft_post_mortem import draft_post_mortem
from workflows.on_call import end_escalation
from workflows.outbox_events import emit
from workflows.status import announce_end
from workflows.support.events import TicketIncidentOver


def after_end(session: Session, incident: Incident, *, now: datetime) -> None:
    """Calls end, those who reported it are told, and a post-mortem is due where one is required."""
    end_escalation(session, incident, now=now)
    emit(
        session,
        IncidentEnded(incident_id=incident.id),
        now=now,
        once=f"incident.ended:{incident.id}:{incident.version}",
    )
    announce_end(session, incident, now=now)
    _notify_tickets(session, incident, now)
    if incident.severity in URGENT:
        draft_post_mortem(session, incident, now=now)


def _notify_tickets(session: Session, incident: Incident, now: datetime) -> None:
    """Everybody whose support ticket tells of it; of a security incident nobody."""
    linked = select(IncidentReport.ticket_id).where(
        IncidentReport.incident_id == incident.id, IncidentReport.ticket_id.is_not(None)
    )
    found = session.scalars(linked.order_by(IncidentReport.ticket_id)).all() if not incident.is_restricted else ()
    for ticket_id in filter(None, found):
        key = f"ticket.incident_over:{ticket_id}:{incident.id}:{incident.version}"
        emit(session, TicketIncidentOver(ticket_id=ticket_id), now=now, once=key)
