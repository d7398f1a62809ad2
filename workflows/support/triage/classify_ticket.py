"""Say what kind of ticket it is and how much it hits; set its priority by hand; give it tags."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.core.errors import Invalid
from app.core.i18n import N_
from app.models.accounts.user import User
from app.models.support.ticket import Extent, SupportTicket, TicketKind
from app.models.support.ticket_flow import SUPPORT_FLOW
from app.models.support.ticket_steps import BY_TABLE
from app.models.visits.visit import Priority
from workflows.support.clocks import retarget
from workflows.support.priorities import priority_by_table
from workflows.transitions import transition

MOST_TAGS, LONGEST_TAG = 10, 40


def classify_ticket(
    session: Session, *, ticket_id: int, actor: User, kind: str, impact: str, urgency: str, now: datetime
) -> SupportTicket:
    """The table sets the priority unless somebody has set it by hand. A security ticket leaves most people's sight."""
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
    if ticket.priority_override is None and ticket.priority != by_table:
        ticket.priority = by_table
        session.flush()
        retarget(session, ticket, now=now)
    return ticket


def override_ticket_priority(
    session: Session, *, ticket_id: int, actor: User, priority: str, reason: str, now: datetime
) -> SupportTicket:
    """With a reason; `AUTO` gives the decision back to the table."""
    found = session.get(SupportTicket, ticket_id)
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


def tag_ticket(session: Session, *, ticket_id: int, actor: User, tags: str, now: datetime) -> SupportTicket:
    """The words replace those before; lower case, each once, in order of the alphabet."""
    wanted = sorted({" ".join(tag.lower().split()) for tag in (tags or "").split(",")} - {""})
    if len(wanted) > MOST_TAGS or any(len(tag) > LONGEST_TAG for tag in wanted):
        raise Invalid(N_("Paling banyak 10 tag, masing-masing paling panjang 40 huruf."), field="tags")
    return transition(session, SUPPORT_FLOW, ticket_id, "tag", actor=actor, now=now, tags=wanted)
