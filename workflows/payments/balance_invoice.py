"""How much of an invoice is paid: the sum of its PAID payments, written under the invoice's lock."""

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.models.finance.invoice import Invoice, InvoiceStatus
from app.models.finance.invoice_flow import INVOICE_FLOW
from app.models.finance.payment import Payment, PaymentStatus
from workflows.transitions import transition


def balance_invoice(session: Session, *, invoice_id: int, now: datetime) -> Invoice:
    """Write `paid_idr`, and make the system's moves that follow: mark_paid from SENT, reopen from PAID.

    While a revision is open only the sum is written; sending the revision balances again.
    """
    session.flush()
    locked = select(Invoice).where(Invoice.id == invoice_id).with_for_update()
    invoice = session.scalars(locked.execution_options(populate_existing=True)).one()
    counted = select(func.coalesce(func.sum(Payment.amount_idr), 0)).where(
        Payment.invoice_id == invoice_id, Payment.status == PaymentStatus.PAID
    )
    paid = int(session.scalar(counted) or 0)
    if invoice.status == InvoiceStatus.SENT and paid >= invoice.total_idr:
        return transition(
            session, INVOICE_FLOW, invoice_id, "mark_paid", actor=None, now=now, paid_idr=paid, paid_at=now
        )
    if invoice.status == InvoiceStatus.PAID and paid < invoice.total_idr:
        return transition(session, INVOICE_FLOW, invoice_id, "reopen", actor=None, now=now, paid_idr=paid, paid_at=None)
    if invoice.paid_idr != paid:
        invoice.paid_idr = paid
        session.flush()
    return invoice
