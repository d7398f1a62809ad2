"""Start the next reply's clock: the customer wrote."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.models.support.clocks import ClockKind
from app.models.support.ticket import SupportTicket
from workflows.support.clocks.calendars.working_calendars import find_target
from workflows.support.clocks.ticket_clocks import add_clocks, list_running


def customer_wrote(session: Session, ticket: SupportTicket, *, at: datetime) -> None:
    """Starts the next reply after the first one; a later unanswered message does not reset it."""
    if not list_running(session, ticket.id, ClockKind.FIRST_REPLY, ClockKind.NEXT_REPLY):
        add_clocks(session, ticket, (ClockKind.NEXT_REPLY,), find_target(session, ticket), at)
