"""Declare an incident of a ticket."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.errors import NotAvailable
from app.core.i18n import N_
from app.models.accounts.user import User
from app.models.incidents.incident import ENDED, Incident, IncidentKind, IncidentReport
from app.models.monitoring.alarm import Severity
from app.models.support.ticket import SupportTicket, TicketKind
from app.models.support.ticket_flow import SUPPORT_FLOW
from workflows.incident_timeline import write_entry
from workflows.incidents.declare_incident import declare_incident
from workflows.transitions import transition


def declare_incident_of_ticket(
    session: Session, *, ticket_id: int, actor: User, now: datetime, title: str, severity: str
) -> SupportTicket:
    """Calls go out. Ticket and incident are linked: whoever asked is told of the end, of a security incident nobody.

    One at a time: raises NotAvailable while another incident of the ticket runs.
    """
    ticket: SupportTicket = transition(session, SUPPORT_FLOW, ticket_id, "to_incident", actor=actor, now=now)
    running = select(Incident.id).join(IncidentReport, IncidentReport.incident_id == Incident.id)
    if session.scalars(running.where(IncidentReport.ticket_id == ticket_id, Incident.status.not_in(ENDED))).first():
        raise NotAvailable(N_("Tiket ini sudah punya insiden yang masih berjalan."))
    incident = declare_incident(
        session,
        title=title,
        severity=Severity(severity),
        actor=actor,
        now=now,
        kind=IncidentKind.SECURITY if ticket.kind == TicketKind.SECURITY else IncidentKind.OPERATIONAL,
        impact_started_at=min(ticket.created_at, now),
    )
    session.add(IncidentReport(incident_id=incident.id, ticket_id=ticket_id, created_at=now))
    write_entry(session, incident, N_("Laporan: %(numbers)s", numbers=ticket.number), actor=actor, now=now)
    return ticket
