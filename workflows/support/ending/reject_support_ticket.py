"""Say no to a support ticket."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.models.accounts.user import User
from app.models.support.scheduled import ScheduleEnd
from app.models.support.ticket import SupportTicket
from app.models.support.ticket_flow import SUPPORT_FLOW
from workflows.outbox_events import emit
from workflows.support.answering.answers import SETTLED, require_read
from workflows.support.clocks import pause_or_stop_clocks
from workflows.support.events import TicketRejected
from workflows.support.scheduling.end_schedule import end_schedule
from workflows.transitions import transition


def reject_support_ticket(
    session: Session, *, ticket_id: int, actor: User, reason: str, now: datetime, seen: int | None = None
) -> SupportTicket:
    """The customer reads the reason. Raises NewerMessage for one that was written without a newer message."""
    ticket: SupportTicket = transition(
        session, SUPPORT_FLOW, ticket_id, "reject", actor=actor, now=now, outcome=reason, ended_at=now, **SETTLED
    )
    require_read(session, ticket, seen, actor)
    end_schedule(session, ticket_id, ScheduleEnd.TICKET_ENDED, now=now)
    pause_or_stop_clocks(session, ticket, now=now)
    emit(session, TicketRejected(ticket_id=ticket_id), now=now)
    return ticket
