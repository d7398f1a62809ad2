"""A ticket that goes on, or is as it was before its customer wrote."""

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from app.models.accounts.user import User
from app.models.support.ticket import SupportTicket
from app.models.support.ticket_flow import SUPPORT_FLOW
from workflows.support.clocks import put_back_pause
from workflows.transitions import transition

# what an end has written and a ticket that goes on has not
GOES_ON: dict[str, Any] = {
    "ended_at": None,
    "ending": None,
    "closed_at": None,
    "close_at": None,
    "remind_at": None,
}


def put_back_ticket(
    session: Session, step: str, ticket_id: int, actor: User, now: datetime, **columns: Any
) -> SupportTicket:
    ticket: SupportTicket = transition(
        session, SUPPORT_FLOW, ticket_id, step, actor=actor, now=now, unread_at=None, reopened_from=None, **columns
    )
    put_back_pause(session, ticket, now=now)
    return ticket
