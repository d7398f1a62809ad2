"""Go on with a ticket by what its customer writes on WhatsApp."""

from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from app.models.messaging.contact import WhatsAppContact
from app.models.support.ticket import SupportTicket, TicketSource
from app.models.support.ticket_steps import OPEN, RESOLVED
from workflows.support.customer.receive_customer_message import receive_customer_message


def go_on_with_ticket(session: Session, contact: WhatsAppContact, text: str, *, now: datetime) -> bool:
    """A message that is no command belongs to the newest ticket that is not closed; False where there is none."""
    own = [SupportTicket.contact_id == contact.id]
    if contact.customer_id is not None:
        on_whatsapp = SupportTicket.source == TicketSource.WHATSAPP
        own.append((SupportTicket.customer_id == contact.customer_id) & on_whatsapp)
    alive = select(SupportTicket.id).where(or_(*own), SupportTicket.status.in_(OPEN | RESOLVED))
    ticket_id = session.scalar(alive.order_by(SupportTicket.id.desc()).limit(1))
    if ticket_id is None:
        return False
    receive_customer_message(session, ticket_id=ticket_id, text=text, now=now)
    return True
