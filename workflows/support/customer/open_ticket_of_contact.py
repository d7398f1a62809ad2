"""Open a ticket from a conversation on WhatsApp."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.core.errors import NotFound
from app.models.accounts.user import User
from app.models.messaging.contact import WhatsAppContact
from app.models.support.ticket import SupportTicket, TicketSource
from app.models.support.ticket_flow import SUPPORT_FLOW
from app.policies.written_language import guess_locale
from workflows.support.open_support_ticket import Requester, open_support_ticket
from workflows.transitions import note, require_role


def open_ticket_of_contact(
    session: Session, *, contact_id: int, subject: str, description: str, actor: User, now: datetime
) -> SupportTicket:
    """The conversation is marked handled; the contact gets number and link where they wrote."""
    require_role(SUPPORT_FLOW.transitions["take"], actor)
    contact = session.get(WhatsAppContact, contact_id, with_for_update=True, populate_existing=True)
    if contact is None:
        raise NotFound
    customer = contact.customer
    asks = Requester(
        customer_id=contact.customer_id,
        contact_id=contact.id,
        name=str(customer.name if customer else contact),
        locale=customer.locale if customer else guess_locale(description),
    )
    ticket = open_support_ticket(
        session,
        subject=subject,
        description=description,
        source=TicketSource.WHATSAPP,
        requester=asks,
        actor=actor,
        now=now,
    )
    waited, contact.wants_person_at, contact.failures = contact.wants_person_at, None, 0
    note(session, "whatsapp_contacts", contact.id, "handled", actor=actor, now=now, waited_since=str(waited or ""))
    return ticket
