"""Send the customer their link once more."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.models.accounts.user import User
from app.models.finance.invoice import Invoice
from app.models.finance.invoice_flow import INVOICE_FLOW
from workflows.invoices.events import InvoiceSent
from workflows.invoices.sending.ensure_link import ensure_link
from workflows.invoices.sending.invoice_document import ensure_invoice_document
from workflows.outbox_events import emit
from workflows.transitions import transition


def resend_invoice(session: Session, *, invoice_id: int, actor: User, now: datetime) -> Invoice:
    """The same link once more; a missing document is issued."""
    invoice = transition(session, INVOICE_FLOW, invoice_id, "resend", actor=actor, now=now)
    ensure_invoice_document(session, invoice, actor=actor, now=now)
    link = ensure_link(session, invoice_id=invoice_id)
    emit(session, InvoiceSent(invoice_id=invoice_id, link_id=link.id), now=now)
    return invoice
