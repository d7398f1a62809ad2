"""Change what is known about a customer."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from app.core.errors import NotAllowed, NotAvailable
from app.core.i18n import N_
from app.models.accounts.user import DESK, User
from app.models.customers.customer import Customer, CustomerStatus
from workflows.customers.address import clean_address
from workflows.customers.end_former_number import end_former_number, lock_who_rests_on
from workflows.customers.rules import clean_email, clean_name, clean_npwp, clean_phone, get_customer


def edit_customer(
    session: Session,
    *,
    customer_id: int,
    actor: User,
    now: datetime,
    name: str,
    phone_e164: str | None,
    address: Mapping[str, Any],
    email: str | None = None,
    npwp: str = "",
    notes: str = "",
    locale: str = "id",
) -> Customer:
    """Everything but the code, the source and the status. A deleted customer must be restored first."""
    if actor.role not in DESK:
        raise NotAllowed
    lock_who_rests_on(session, customer_id)
    customer = get_customer(session, customer_id)
    if customer.status == CustomerStatus.DELETED:
        raise NotAvailable(N_("Pelanggan ini sudah dihapus. Pulihkan dulu sebelum mengubahnya."))
    former = customer.phone_e164
    customer.name = clean_name(name)
    customer.phone_e164 = clean_phone(session, phone_e164, besides=customer.id)
    customer.email = clean_email(email)
    customer.npwp = clean_npwp(npwp)
    customer.notes = notes.strip()
    customer.locale = locale
    customer.updated_at = now
    for part, text in clean_address(address).items():
        setattr(customer, part, text)
    session.flush()
    if former and customer.phone_e164 != former:
        end_former_number(session, customer, former, now=now)
    return customer
