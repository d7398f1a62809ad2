"""Open a support ticket again that had come to its end."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.models.accounts.user import User
from app.models.support.ticket import SupportTicket
from app.models.support.ticket_flow import SUPPORT_FLOW
from workflows.support.assigning.owner_or import owner_or
from workflows.support.clocks import pause_or_stop_clocks
from workflows.support.ending.going_on import GOES_ON
from workflows.support.measures.note_resolution import note_reopened
from workflows.transitions import transition


def reopen_support_ticket(session: Session, *, ticket_id: int, actor: User, now: datetime) -> SupportTicket:
    """Its owner keeps it, one that had none is of whoever opens it.

    The earlier outcome stays in the conversation and in the audit log.
    """
    ticket: SupportTicket = transition(
        session,
        SUPPORT_FLOW,
        ticket_id,
        "reopen",
        actor=actor,
        now=now,
        outcome="",
        reopened_from=None,
        **GOES_ON,
        **owner_or(actor),
    )
    pause_or_stop_clocks(session, ticket, now=now)
    note_reopened(session, ticket_id, now=now)
    return ticket
