"""Finish a support ticket: what was done is the last answer, and the customer is asked whether that settles it."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.models.accounts.user import User
from app.models.support.messages import MessageKind
from app.models.support.scheduled import ScheduleEnd
from app.models.support.ticket import SupportTicket
from app.models.support.ticket_flow import SUPPORT_FLOW
from workflows.outbox_events import emit
from workflows.support.answering.answers import SETTLED, require_read
from workflows.support.assigning.owner_or import owner_or
from workflows.support.clocks import answer_given, pause_or_stop_clocks, time_to_confirm
from workflows.support.customer.rate_ticket import ask_for_rating
from workflows.support.events import TicketResolved
from workflows.support.measures.note_resolution import note_resolution
from workflows.support.scheduling.end_schedule import end_schedule
from workflows.support.write_message import write_message
from workflows.transitions import transition


def finish_support_ticket(
    session: Session, *, ticket_id: int, actor: User, outcome: str, now: datetime, seen: int | None = None
) -> SupportTicket:
    """An unassigned ticket is assigned to whoever finishes it; raises NewerMessage for words written without one."""
    ticket: SupportTicket = transition(
        session,
        SUPPORT_FLOW,
        ticket_id,
        "finish",
        actor=actor,
        now=now,
        outcome=outcome,
        ended_at=now,
        **owner_or(actor),
        **SETTLED,
        **time_to_confirm(session, now),
    )
    require_read(session, ticket, seen, actor)
    end_schedule(session, ticket_id, ScheduleEnd.TICKET_ENDED, now=now)
    message = write_message(session, ticket_id=ticket_id, kind=MessageKind.ANSWER, text=outcome, author=actor, now=now)
    answer_given(session, ticket, now=now)
    pause_or_stop_clocks(session, ticket, now=now)
    note_resolution(session, ticket, now=now)
    ask_for_rating(session, ticket, now=now)
    emit(session, TicketResolved(ticket_id=ticket_id, message_id=message.id), now=now)
    return ticket
