"""Finish a support ticket: what was done is the last answer, and the customer is asked whether that settles it."""

from datetime import datetime
from typing import Any

from sqlalchemy import func
from sqlalchemy.orm import Session

from app.models.accounts.user import User
from app.models.support.messages import MessageKind
from app.models.support.service_plan import SupportSettings
from app.models.support.ticket import SupportTicket
from app.models.support.ticket_flow import SUPPORT_FLOW
from app.policies.service_levels.working_time import working_day_after
from workflows.outbox_events import emit
from workflows.support.answering.answers import SETTLED
from workflows.support.clocks import answer_given, get_desk_calendar, pause_or_stop_clocks
from workflows.support.customer.rate_ticket import ask_for_rating
from workflows.support.events import TicketResolved
from workflows.support.measures.note_resolution import note_resolution
from workflows.support.write_message import write_message
from workflows.transitions import transition


def finish_support_ticket(
    session: Session, *, ticket_id: int, actor: User, outcome: str, now: datetime
) -> SupportTicket:
    """An unassigned ticket is assigned to whoever finishes it."""
    ticket: SupportTicket = transition(
        session,
        SUPPORT_FLOW,
        ticket_id,
        "finish",
        actor=actor,
        now=now,
        outcome=outcome,
        ended_at=now,
        assignee_id=func.coalesce(SupportTicket.assignee_id, actor.id),
        **SETTLED,
        **time_to_confirm(session, now),
    )
    message = write_message(session, ticket_id=ticket_id, kind=MessageKind.ANSWER, text=outcome, author=actor, now=now)
    answer_given(session, ticket, now=now)
    pause_or_stop_clocks(session, ticket, now=now)
    note_resolution(session, ticket, now=now)
    ask_for_rating(session, ticket, now=now)
    emit(session, TicketResolved(ticket_id=ticket_id, message_id=message.id), now=now)
    return ticket


def time_to_confirm(session: Session, now: datetime) -> dict[str, Any]:
    """The close of the n-th working day, and the opening of the one half way; nothing where tickets stay open."""
    settings, calendar = session.get(SupportSettings, 1), get_desk_calendar(session)
    if settings is None or calendar is None or not settings.closes_itself:
        return {"close_at": None, "remind_at": None}
    last = working_day_after(calendar, now, settings.confirm_days)
    half = working_day_after(calendar, now, settings.confirm_days // 2) if settings.confirm_days > 1 else None
    return {"close_at": last[1] if last else None, "remind_at": half[0] if half else None}
