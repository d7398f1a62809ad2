"""Take back what was approved, to change it."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.models.accounts.user import User
from app.models.finance.invoice import Invoice
from app.models.finance.invoice_flow import INVOICE_FLOW
from workflows.invoices.events import InvoiceRevised
from workflows.invoices.sending.invoice_document import withdraw_invoice_documents
from workflows.outbox import withdraw_buttons
from workflows.outbox_events import emit
from workflows.payments import close_open_attempts
from workflows.transitions import transition


def revise_invoice(session: Session, *, invoice_id: int, actor: User, reason: str, now: datetime) -> Invoice:
    """Open the next revision, also of one that sales has not decided about; the old document is withdrawn."""
    invoice = transition(
        session,
        INVOICE_FLOW,
        invoice_id,
        "revise",
        actor=actor,
        now=now,
        reason=reason[:500],
        revision=Invoice.revision + 1,
        approved_by_id=None,
        approved_at=None,
    )
    withdraw_invoice_documents(session, invoice_id=invoice_id, now=now)
    close_open_attempts(session, invoice_id=invoice_id, now=now)
    withdraw_buttons(session, asked="invoice.submitted", outcome="lapsed", invoice_id=invoice_id, actor=actor, now=now)
    if invoice.sent_at is not None:
        emit(session, InvoiceRevised(invoice_id=invoice_id), now=now)
    return invoice
