"""A customer corrects what they registered with a moment ago."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models.customers.customer import Customer, Site
from app.models.messaging.contact import WhatsAppContact
from workflows.conversations.parsing.address_guess import address_parts
from workflows.conversations.parsing.registration_text import Registration
from workflows.customers import clean_address, set_zone, zone_of


def correct_registration(session: Session, contact: WhatsAppContact, known: Registration, *, now: datetime) -> Customer:
    """Name, address with its first site, and complaint: only what the message says."""
    customer = session.get_one(Customer, contact.customer_id, with_for_update=True, populate_existing=True)
    if known.name:
        customer.name = known.name
    if known.address:
        _move(session, customer, clean_address(address_parts(known.address)))
    if known.complaint:
        former = contact.draft.get("complaint", "")
        customer.notes = customer.notes.replace(former, known.complaint) if former else customer.notes
        contact.draft = {**contact.draft, "complaint": known.complaint}
        if customer.complaint:
            customer.complaint = known.complaint
    customer.updated_at = now
    session.flush()
    return customer


def _move(session: Session, customer: Customer, parts: dict[str, str]) -> None:
    first = select(Site).where(Site.customer_id == customer.id, Site.deleted_at.is_(None)).order_by(Site.id).limit(1)
    site = session.scalars(first).one_or_none()
    for part, text in parts.items():
        setattr(customer, part, text)
        if site is not None:
            setattr(site, part, text)
    if site is not None:
        set_zone(session, site, zone_of(parts, latitude=site.latitude, longitude=site.longitude))
