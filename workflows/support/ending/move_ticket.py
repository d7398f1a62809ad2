"""A step whose clocks follow the status."""

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from app.models.accounts.user import User
from app.models.support.ticket import SupportTicket
from app.models.support.ticket_flow import SUPPORT_FLOW
from workflows.support.clocks import pause_or_stop_clocks
from workflows.transitions import transition


def move_ticket(
    session: Session, step: str, ticket_id: int, actor: User, now: datetime, **columns: Any
) -> SupportTicket:
    ticket: SupportTicket = transition(session, SUPPORT_FLOW, ticket_id, step, actor=actor, now=now, **columns)
    pause_or_stop_clocks(session, ticket, now=now)
    return ticket
