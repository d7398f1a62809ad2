"""Cancel an invoice for good."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.models.accounts.user import User
from app.models.finance.invoice import Invoice
from app.models.finance.invoice_flow import INVOICE_FLOW
from workflows.invoices.edit_invoice import lock_invoice
from workflows.invoices.events import InvoiceVoided
from workflows.invoices.sending.invoice_document import withdraw_invoice_documents
from workflows.outbox import withdraw_buttons
from workflows.outbox_events import emit
from workflows.payments import close_open_attempts
from workflows.transitions import transition


def void_invoice(session: Session, *, invoice_id: int, actor: User, reason: str, now: datetime) -> Invoice:
    """Nothing is deleted: the number stays taken and the page says that it is void."""
    lock_invoice(session, invoice_id)
    invoice = transition(
        session,
        INVOICE_FLOW,
        invoice_id,
        "void",
        actor=actor,
        now=now,
        reason=reason[:500],
        voided_at=now,
    )
    withdraw_invoice_documents(session, invoice_id=invoice_id, now=now)
    close_open_attempts(session, invoice_id=invoice_id, now=now)
    if invoice.sent_at is not None:
        emit(session, InvoiceVoided(invoice_id=invoice_id), now=now)
    withdraw_buttons(session, asked="invoice.submitted", outcome="voided", invoice_id=invoice.id, actor=actor, now=now)
    return invoice
