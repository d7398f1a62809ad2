"""Open a support ticket again that had come to its end."""

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from app.models.accounts.user import User
from app.models.support.ticket import SupportTicket
from app.models.support.ticket_flow import SUPPORT_FLOW
from workflows.support.clocks import follow_status, put_back_pause
from workflows.support.ending.finish_support_ticket import time_to_confirm
from workflows.transitions import transition

# what an end has written and a ticket that goes on has not
GOES_ON: dict[str, Any] = {
    "ended_at": None,
    "ending": None,
    "closed_at": None,
    "close_at": None,
    "remind_at": None,
}


def reopen_support_ticket(session: Session, *, ticket_id: int, actor: User, now: datetime) -> SupportTicket:
    """Its owner keeps it; the earlier outcome stays in the conversation and in the audit log."""
    ticket: SupportTicket = transition(
        session, SUPPORT_FLOW, ticket_id, "reopen", actor=actor, now=now, outcome="", reopened_from=None, **GOES_ON
    )
    follow_status(session, ticket, now=now)
    return ticket


def dispute_ticket(session: Session, *, ticket_id: int, now: datetime) -> SupportTicket:
    """The customer says that it is not settled: it waits for an answer from now on."""
    ticket: SupportTicket = transition(
        session, SUPPORT_FLOW, ticket_id, "dispute", actor=None, now=now, unread_at=now, reopened_from=None, **GOES_ON
    )
    follow_status(session, ticket, now=now)
    return ticket


def only_thanks(session: Session, *, ticket_id: int, actor: User, now: datetime) -> SupportTicket:
    """A finished ticket was opened by a message that asks for nothing: finished again, as if it had not come."""
    return _as_before(session, "only_thanks", ticket_id, actor, now, ended_at=now, **time_to_confirm(session, now))


def only_thanks_waiting(session: Session, *, ticket_id: int, actor: User, now: datetime) -> SupportTicket:
    """The same for a ticket that waited for the customer, and still does."""
    return _as_before(session, "only_thanks_waiting", ticket_id, actor, now)


def _as_before(
    session: Session, step: str, ticket_id: int, actor: User, now: datetime, **columns: Any
) -> SupportTicket:
    ticket: SupportTicket = transition(
        session, SUPPORT_FLOW, ticket_id, step, actor=actor, now=now, unread_at=None, reopened_from=None, **columns
    )
    put_back_pause(session, ticket, now=now)
    return ticket
