"""The customer's link to an invoice: one live at a time, unguessable, revocable."""

from sqlalchemy.orm import Session

from app.core.identifiers import new_token
from app.models.access_links import AccessLink, LinkKind
from workflows.invoices.sending.find_live_link import find_live_link


def ensure_link(session: Session, *, invoice_id: int) -> AccessLink:
    """The live link, made if there is none; the caller holds the invoice."""
    link = find_live_link(session, invoice_id=invoice_id)
    if link is None:
        link = AccessLink(kind=LinkKind.INVOICE, token=new_token(), invoice_id=invoice_id)
        session.add(link)
        session.flush()
    return link
