"""Open a finished ticket again by its customer's word."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.models.support.ticket import SupportTicket
from app.models.support.ticket_flow import SUPPORT_FLOW
from workflows.support.clocks import pause_or_stop_clocks
from workflows.support.ending.going_on import GOES_ON
from workflows.support.measures.note_resolution import note_reopened
from workflows.transitions import transition


def dispute_ticket(session: Session, *, ticket_id: int, now: datetime) -> SupportTicket:
    """The customer says that it is not settled: it waits for an answer from now on."""
    ticket: SupportTicket = transition(
        session, SUPPORT_FLOW, ticket_id, "dispute", actor=None, now=now, unread_at=now, reopened_from=None, **GOES_ON
    )
    pause_or_stop_clocks(session, ticket, now=now)
    note_reopened(session, ticket_id, now=now)
    return ticket
