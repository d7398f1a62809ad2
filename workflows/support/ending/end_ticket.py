"""What every end of a finished ticket does."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.models.accounts.user import User
from app.models.support.ticket import Ending, SupportTicket
from app.models.support.ticket_flow import SUPPORT_FLOW
from workflows.support.clocks import pause_or_stop_clocks
from workflows.transitions import transition


def end_ticket(
    session: Session,
    step: str,
    ticket_id: int,
    actor: User | None,
    ending: Ending,
    now: datetime,
    **details: str,
) -> SupportTicket:
    ticket: SupportTicket = transition(
        session,
        SUPPORT_FLOW,
        ticket_id,
        step,
        actor=actor,
        now=now,
        details=details,
        ending=ending,
        closed_at=now,
        close_at=None,
        remind_at=None,
    )
    pause_or_stop_clocks(session, ticket, now=now)
    return ticket
