"""Start the clocks of a new ticket."""

from sqlalchemy.orm import Session

from app.models.support.clocks import ClockKind
from app.models.support.ticket import SupportTicket
from workflows.support.clocks.calendars.working_calendars import find_target
from workflows.support.clocks.ticket_clocks import add_clocks


def start_clocks(session: Session, ticket: SupportTicket, *, first_reply: bool = True) -> None:
    """First reply and resolution, from the ticket's arrival; nothing where nothing is promised."""
    kinds = (ClockKind.FIRST_REPLY, ClockKind.RESOLUTION) if first_reply else (ClockKind.RESOLUTION,)
    add_clocks(session, ticket, kinds, find_target(session, ticket), ticket.created_at)
