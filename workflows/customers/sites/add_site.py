"""Add a site."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from app.core.errors import NotAvailable
from app.core.i18n import N_
from app.models.accounts.user import User
from app.models.customers.customer import CustomerStatus, Site
from workflows.customers.rules import get_customer, require_desk
from workflows.customers.sites.site_rules import fill_site


def add_site(
    session: Session,
    *,
    customer_id: int,
    actor: User,
    now: datetime,
    name: str,
    address: Mapping[str, Any],
    **place: Any,
) -> Site:
    """`place`: latitude, longitude (degrees), time_zone."""
    require_desk(actor)
    customer = get_customer(session, customer_id)
    if customer.status == CustomerStatus.DELETED:
        raise NotAvailable(N_("Pelanggan ini sudah dihapus. Pulihkan dulu sebelum menambah lokasi."))
    site = Site(customer_id=customer.id)
    session.add(fill_site(site, name, address, place))
    customer.updated_at = now
    session.flush()
    return site
