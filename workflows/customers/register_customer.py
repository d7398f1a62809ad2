"""Register a customer, from any channel."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from app.models.accounts.user import User
from app.models.customers.customer import Customer, CustomerSource, Site
from app.models.messaging.contact import WhatsAppContact
from workflows.customers.address import clean_address, zone_of
from workflows.customers.rules import clean_email, clean_name, clean_npwp, clean_phone
from workflows.numbering import next_number


def register_customer(
    session: Session,
    *,
    name: str,
    phone_e164: str | None,
    address: Mapping[str, Any] | str,
    source: CustomerSource,
    now: datetime,
    contact: WhatsAppContact | None = None,
    actor: User | None = None,
    email: str | None = None,
    npwp: str = "",
    notes: str = "",
    complaint: str = "",
    locale: str = "id",
    site: Mapping[str, Any] | None = None,
) -> Customer:
    """A customer with a code and a first site at the same address. Raises PhoneTaken and Invalid.

    `address`: one line or its parts. `phone_e164`: as people write it. `site`: name, latitude, longitude, time_zone.
    A `complaint` waits on CS's work queue until the customer has a visit.
    """
    parts = clean_address(address)
    number = clean_phone(session, phone_e164)
    facts = {"name": clean_name(name), "email": clean_email(email), "npwp": clean_npwp(npwp), "locale": locale}
    customer = Customer(phone_e164=number, source=source, notes=notes.strip(), updated_at=now, **facts, **parts)
    customer.code = f"PLG-{next_number(session, 'customer'):06d}"  # last: its row lock is held until the commit
    if complaint.strip():
        customer.complaint, customer.complaint_at = complaint.strip(), now
    customer.created_by_id = actor.id if actor else None
    session.add(customer)
    session.flush()
    if any(parts.values()):
        session.add(_first_site(customer, parts, site or {}))
    if contact is not None:
        contact.customer_id = customer.id
    session.flush()
    return customer


def _first_site(customer: Customer, parts: dict[str, str], given: Mapping[str, Any]) -> Site:
    return Site(
        customer_id=customer.id,
        name=given.get("name") or "Alamat utama",
        latitude=given.get("latitude"),
        longitude=given.get("longitude"),
        time_zone=given.get("time_zone")
        or zone_of(parts, latitude=given.get("latitude"), longitude=given.get("longitude")),
        **parts,
    )
