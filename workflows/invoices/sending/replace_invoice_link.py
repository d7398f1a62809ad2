"""A new link to an invoice in place of the live one."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.models.finance.invoice import ISSUED
from workflows.invoices.edit_invoice import lock_invoice
from workflows.invoices.events import InvoiceSent
from workflows.invoices.sending.ensure_link import ensure_link
from workflows.invoices.sending.find_live_link import find_live_link
from workflows.outbox_events import emit


def replace_invoice_link(session: Session, *, invoice_id: int, now: datetime) -> None:
    """The old link is void from now on; a customer who may pay gets the new one."""
    invoice = lock_invoice(session, invoice_id)
    old = find_live_link(session, invoice_id=invoice.id)
    if old is not None:
        old.revoked_at = now
        session.flush()
    link = ensure_link(session, invoice_id=invoice.id)
    if invoice.status in ISSUED:
        emit(session, InvoiceSent(invoice_id=invoice.id, link_id=link.id), now=now)
