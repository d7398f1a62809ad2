"""CS makes a customer of whoever writes, from the conversation."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.core.errors import NotAvailable
from app.core.i18n import N_
from app.models.accounts.user import User
from app.models.customers.customer import Customer, CustomerSource
from app.models.messaging.contact import WhatsAppContact
from workflows.conversations.parsing.address_guess import address_parts
from workflows.conversations.registration.register_by_text import close_draft
from workflows.conversations.rules import get_contact
from workflows.customers import find_customer_by_phone, register_customer


def register_contact(
    session: Session, *, contact_id: int, name: str, address: str, actor: User, now: datetime
) -> Customer:
    """A customer with the number Meta vouches for; one that has it already is linked instead."""
    contact: WhatsAppContact = get_contact(session, contact_id, actor)
    if contact.customer_id is not None:
        raise NotAvailable(N_("Kontak ini sudah menjadi pelanggan."))
    owner = find_customer_by_phone(session, phone_e164=contact.phone_e164) if contact.phone_e164 else None
    complaint = contact.draft.get("complaint", "")
    if owner is None:
        owner = register_customer(
            session,
            name=name,
            phone_e164=contact.phone_e164,
            address=address_parts(address) if address.strip() else {},
            source=CustomerSource.WHATSAPP,
            now=now,
            actor=actor,
            complaint=complaint,
        )
    contact.customer_id = owner.id
    close_draft(contact, complaint)
    return owner
