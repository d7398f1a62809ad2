"""What CS does next with a customer: a visit, a conversation, a call."""

from typing import Any

from flask import url_for
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.i18n import gettext
from app.models.customers.customer import Customer, CustomerStatus
from app.models.messaging.contact import WhatsAppContact
from app.presenters.messaging.deliveries import wa_me

LONGEST_PROBLEM = 500  # of the complaint, in the address of the new ticket's form


def next_steps(session: Session, customer: Customer) -> list[dict[str, Any]]:
    """Links, the most likely first; without a telephone number there is nobody to write to or call."""
    steps = [_new_visit(customer)] if customer.status == CustomerStatus.ACTIVE else []
    conversation = _conversation(session, customer)
    if conversation:
        steps.append({"label": gettext("Percakapan"), "href": conversation, "icon": "chat"})
    if customer.phone_e164:
        steps.append({"label": gettext("Telepon"), "href": f"tel:{customer.phone_e164}", "icon": "phone"})
    return steps


def add_site_link(customer: Customer) -> dict[str, Any]:
    href = url_for("site.create_view", customer=customer.id)
    return {"label": gettext("Tambah lokasi"), "href": href, "icon": "pin"}


def _new_visit(customer: Customer) -> dict[str, Any]:
    problem = customer.complaint[:LONGEST_PROBLEM] if customer.complaint_at else None
    href = url_for("visit.create_view", customer=customer.id, problem=problem)
    return {"label": gettext("Tiket baru"), "href": href, "icon": "ticket"}


def _conversation(session: Session, customer: Customer) -> str | None:
    """The chat in the panel; whoever never wrote is reached on CS's own WhatsApp."""
    written = select(WhatsAppContact.id).where(WhatsAppContact.customer_id == customer.id)
    contact_id = session.scalars(written.order_by(WhatsAppContact.last_inbound_at.desc().nulls_last()).limit(1)).first()
    if contact_id is not None:
        return url_for("contact.details_view", id=contact_id)
    return wa_me(customer.phone_e164, "")
