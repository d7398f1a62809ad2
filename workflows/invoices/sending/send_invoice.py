"""Once the document is drawn, the system sends the invoice."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.models.finance.invoice import Invoice, InvoiceStatus
from app.models.finance.invoice_flow import INVOICE_FLOW
from workflows.invoices.edit_invoice import lock_invoice
from workflows.invoices.events import InvoiceSent
from workflows.invoices.sending.ensure_link import ensure_link
from workflows.outbox_events import emit
from workflows.payments import balance_invoice
from workflows.transitions import transition


def send_invoice(session: Session, *, invoice_id: int, revision: int, now: datetime) -> Invoice | None:
    """Emit the link to the customer; None when the revision was taken back before its document was drawn."""
    invoice = lock_invoice(session, invoice_id)
    if invoice.status != InvoiceStatus.APPROVED or invoice.revision != revision:
        return None
    invoice = transition(session, INVOICE_FLOW, invoice_id, "send", actor=None, now=now, sent_at=now)
    link = ensure_link(session, invoice_id=invoice_id)
    sent = InvoiceSent(invoice_id=invoice_id, link_id=link.id)
    emit(session, sent, now=now, once=f"invoice.sent:{invoice_id}:{revision}")
    return balance_invoice(session, invoice_id=invoice_id, now=now)  # money may have come in meanwhile
