"""Say what kind of ticket it is and how much it hits."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models.accounts.user import User
from app.models.support.ticket import Extent, SupportTicket, TicketKind
from app.models.support.ticket_flow import SUPPORT_FLOW
from app.models.visits.visit import Priority
from workflows.outbox_events import emit
from workflows.support.clocks import retarget
from workflows.support.events import TicketOpened
from workflows.support.priorities import priority_by_table
from workflows.transitions import transition


def classify_ticket(
    session: Session, *, ticket_id: int, actor: User, kind: str, impact: str, urgency: str, now: datetime
) -> SupportTicket:
    """The table sets the priority unless somebody has set it by hand. A security ticket leaves most people's sight."""
    was = session.scalar(select(SupportTicket.kind).where(SupportTicket.id == ticket_id).with_for_update())
    by_table = priority_by_table(session, Extent(impact), Priority(urgency))
    ticket: SupportTicket = transition(
        session,
        SUPPORT_FLOW,
        ticket_id,
        "classify",
        actor=actor,
        now=now,
        kind=TicketKind(kind),
        impact=Extent(impact),
        urgency=Priority(urgency),
        details={"priority": by_table},
    )
    if ticket.kind == TicketKind.SECURITY and was != TicketKind.SECURITY:  # its readers have not seen it as theirs
        emit(session, TicketOpened(ticket_id=ticket_id), now=now)
    if ticket.priority_override is None and ticket.priority != by_table:
        ticket.priority = by_table
        session.flush()
        retarget(session, ticket, now=now)
    return ticket
