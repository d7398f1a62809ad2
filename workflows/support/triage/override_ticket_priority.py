"""Set a ticket's priority by hand."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.models.accounts.user import User
from app.models.support.ticket import SupportTicket
from app.models.support.ticket_flow import SUPPORT_FLOW
from app.models.support.ticket_steps import BY_TABLE
from app.models.visits.visit import Priority
from workflows.support.clocks import retarget
from workflows.support.priorities import priority_by_table
from workflows.transitions import transition


def override_ticket_priority(
    session: Session, *, ticket_id: int, actor: User, priority: str, reason: str, now: datetime
) -> SupportTicket:
    """With a reason; `AUTO` gives the decision back to the table."""
    found = session.get(SupportTicket, ticket_id, with_for_update={"of": SupportTicket}, populate_existing=True)
    by_hand = None if priority == BY_TABLE else Priority(priority)
    table = priority_by_table(session, found.impact, found.urgency) if found else Priority.MEDIUM
    ticket: SupportTicket = transition(
        session,
        SUPPORT_FLOW,
        ticket_id,
        "override_priority",
        actor=actor,
        now=now,
        priority=by_hand or table,
        priority_override=by_hand,
        priority_reason=reason if by_hand else None,
    )
    retarget(session, ticket, now=now)
    return ticket
