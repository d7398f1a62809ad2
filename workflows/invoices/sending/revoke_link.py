"""Replace the customer's link by a new one."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.models.accounts.user import User
from app.models.finance.invoice import ISSUED, Invoice
from app.models.finance.invoice_flow import INVOICE_FLOW
from workflows.invoices.edit_invoice import lock_invoice
from workflows.invoices.events import InvoiceSent
from workflows.invoices.sending.ensure_link import ensure_link
from workflows.invoices.sending.find_live_link import find_live_link
from workflows.outbox_events import emit
from workflows.transitions import transition


def revoke_link(session: Session, *, invoice_id: int, actor: User, now: datetime) -> Invoice:
    """The old link is worth nothing from now on; a customer who may pay gets the new one."""
    lock_invoice(session, invoice_id)
    invoice = transition(session, INVOICE_FLOW, invoice_id, "revoke_link", actor=actor, now=now)
    old = find_live_link(session, invoice_id=invoice_id)
    if old is not None:
        old.revoked_at = now
        session.flush()
    link = ensure_link(session, invoice_id=invoice_id)
    if invoice.status in ISSUED:
        emit(session, InvoiceSent(invoice_id=invoice_id, link_id=link.id), now=now)
    return invoice
