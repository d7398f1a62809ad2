"""Stop the reply clocks: an answer was given."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.models.support.clocks import ClockKind, StopCause
from app.models.support.ticket import SupportTicket
from workflows.support.clocks.ticket_clocks import list_running, stop_clock


def answer_given(session: Session, ticket: SupportTicket, *, now: datetime) -> None:
    """A public answer of a person: both reply clocks have met their end."""
    for clock in list_running(session, ticket.id, ClockKind.FIRST_REPLY, ClockKind.NEXT_REPLY):
        stop_clock(session, clock, StopCause.MET, now)
