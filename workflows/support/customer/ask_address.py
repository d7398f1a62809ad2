"""A visitor whom nobody knows types the address at which they want to be told of their ticket."""

from datetime import datetime, timedelta

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from app.core.errors import NotAvailable
from app.core.i18n import N_
from app.models.support.ticket import SupportTicket
from workflows.accounts.users import shape_email
from workflows.outbox_events import emit
from workflows.support.events import TicketAddressAsked

MOST_ASKED = 3  # mails in an hour that ask one address to confirm itself
NOBODY_KNOWN = (
    SupportTicket.requester_id.is_(None)
    & SupportTicket.customer_id.is_(None)
    & SupportTicket.contact_id.is_(None)
    & SupportTicket.requester_email.is_(None)
)


def may_ask(session: Session, email: str | None, *, now: datetime) -> bool:
    """So that nobody's mailbox is filled by whoever types its address."""
    recent = (SupportTicket.asked_email == email) & (SupportTicket.created_at > now - timedelta(hours=1))
    return (session.scalar(select(func.count()).where(recent)) or 0) <= MOST_ASKED


def ask_address(session: Session, *, ticket_id: int, email: str, now: datetime) -> None:
    """A link to confirm goes there. Raises Invalid for what is no address, NotAvailable where one is known."""
    wanted = update(SupportTicket).where(SupportTicket.id == ticket_id, NOBODY_KNOWN).returning(SupportTicket.id)
    if session.scalar(wanted.values(asked_email=shape_email(email))) is None:
        raise NotAvailable(N_("Tiket ini sudah punya alamat."))
    emit(session, TicketAddressAsked(ticket_id=ticket_id), now=now)
