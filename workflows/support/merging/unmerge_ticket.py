"""Undo a merge."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.models.accounts.user import User
from app.models.support.ticket import SupportTicket
from app.models.support.ticket_flow import SUPPORT_FLOW
from workflows.support.clocks import unmerge_clocks
from workflows.transitions import transition


def unmerge_ticket(session: Session, *, ticket_id: int, actor: User, now: datetime) -> SupportTicket:
    """Every message is where it came in, so nothing has to move back."""
    ticket: SupportTicket = transition(
        session,
        SUPPORT_FLOW,
        ticket_id,
        "unmerge",
        actor=actor,
        now=now,
        merged_into_id=None,
        ending=None,
        closed_at=None,
        ended_at=None,
    )
    unmerge_clocks(session, ticket, now=now)
    return ticket
