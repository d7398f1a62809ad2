"""The address that a visitor typed for their ticket is theirs."""

from datetime import datetime

from sqlalchemy import update
from sqlalchemy.orm import Session

from app.core.errors import NotFound
from app.core.i18n import N_
from app.models.support.ticket import SupportTicket
from workflows.outbox_events import emit
from workflows.support.customer.ask_address import NOBODY_KNOWN
from workflows.support.events import TicketReceived
from workflows.transitions import note


def confirm_address(session: Session, *, ticket_id: int, email: str, now: datetime) -> SupportTicket:
    """From now on everything is told there; a second time changes nothing. Raises NotFound for a changed address."""
    asked = (SupportTicket.id == ticket_id) & (SupportTicket.asked_email == email) & NOBODY_KNOWN
    confirmed = update(SupportTicket).where(asked).values(requester_email=email, asked_email=None)
    done = session.scalar(confirmed.returning(SupportTicket.id).execution_options(noted=True))
    ticket = session.get(SupportTicket, ticket_id, populate_existing=True)
    if ticket is None or ticket.requester_email != email:
        raise NotFound(N_("Tautan ini sudah diganti. Periksa surel terakhir dari kami."))
    if done is not None:
        note(session, "support_tickets", ticket_id, "email_confirmed", actor=None, now=now)
        emit(session, TicketReceived(ticket_id=ticket_id), now=now)
    return ticket
