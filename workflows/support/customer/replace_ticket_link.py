"""A new link to a ticket in place of one that is live."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.models.access_links import AccessLink
from app.models.support.ticket import SupportTicket
from app.models.support.ticket_steps import ENDED
from workflows.outbox_events import emit
from workflows.support.customer.ensure_ticket_link import ensure_ticket_link
from workflows.support.events import TicketLinkReplaced


def replace_ticket_link(session: Session, old: AccessLink, *, now: datetime) -> None:
    """The old one ends; whoever asked gets the new one, unless the ticket has ended."""
    old.revoked_at = now
    session.flush()
    ticket = session.get_one(SupportTicket, old.ticket_id)
    ensure_ticket_link(session, ticket_id=ticket.id)
    if ticket.status not in ENDED:
        emit(session, TicketLinkReplaced(ticket_id=ticket.id), now=now)
