"""Replace every link of a customer that still works, after a number was corrected or a telephone was lost."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.errors import NotAvailable
from app.core.i18n import N_
from app.models.access_links import AccessLink, LinkKind
from app.models.accounts.user import User
from app.models.customers.customer import CUSTOMER_FLOW, Customer
from workflows.customers.end_former_number import select_live_links
from workflows.customers.rules import get_customer
from workflows.invoices import replace_invoice_link
from workflows.ratings import replace_rating_link
from workflows.support import replace_ticket_link
from workflows.transitions import transition


class NoLiveLink(NotAvailable):
    code = "no_live_link"
    sentence = N_("Pelanggan ini tidak punya tautan yang masih berlaku.")


def replace_links(session: Session, *, customer_id: int, actor: User, now: datetime) -> Customer:
    """To invoices, ratings and tickets. What is still open gets a new link, sent to the customer's number."""
    get_customer(session, customer_id)  # locked: of two presses the second finds what the first has made
    live = select(AccessLink).where(AccessLink.id.in_(select_live_links(customer_id, now))).order_by(AccessLink.id)
    links = session.scalars(live).all()
    values = {"links": [link.id for link in links]}
    customer: Customer = transition(
        session, CUSTOMER_FLOW, customer_id, "replace_links", actor=actor, now=now, details=values
    )
    if not links:
        raise NoLiveLink
    for link in links:
        if link.invoice_id is not None:
            replace_invoice_link(session, invoice_id=link.invoice_id, now=now)
        elif link.kind == LinkKind.RATING:
            replace_rating_link(session, link, now=now)
        elif link.kind == LinkKind.SUPPORT:
            replace_ticket_link(session, link, now=now)
    return customer
