"""Take back what was approved: to change it, or for good."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.core.errors import DomainError
from app.core.i18n import N_
from app.models.invoice import INVOICE_FLOW, Invoice
from app.models.user import User
from workflows.invoices.edit import lock_invoice
from workflows.invoices.messages import InvoiceRevised, InvoiceVoided
from workflows.invoices.paper import withdraw_papers
from workflows.moves import move
from workflows.promises import promise


class MoneyCameIn(DomainError):
    code = "money_came_in"
    sentence = N_("Sudah ada pembayaran untuk invoice ini. Buat revisi, jangan dibatalkan.")


def revise_invoice(session: Session, *, invoice_id: int, actor: User, reason: str, now: datetime) -> Invoice:
    """Open the next revision; it needs approval again, and the old paper is withdrawn."""
    invoice = move(
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
    withdraw_papers(session, invoice_id=invoice_id, now=now)
    if invoice.sent_at is not None:
        promise(session, InvoiceRevised(invoice_id=invoice_id), now=now)
    return invoice


def void_invoice(session: Session, *, invoice_id: int, actor: User, reason: str, now: datetime) -> Invoice:
    """Nothing is deleted: the number stays taken and the page says that it is void. Raises MoneyCameIn."""
    if lock_invoice(session, invoice_id).paid_idr > 0:
        raise MoneyCameIn
    invoice = move(
        session,
        INVOICE_FLOW,
        invoice_id,
        "void",
        actor=actor,
        now=now,
        where=(Invoice.paid_idr == 0,),
        reason=reason[:500],
        voided_at=now,
    )
    withdraw_papers(session, invoice_id=invoice_id, now=now)
    if invoice.sent_at is not None:
        promise(session, InvoiceVoided(invoice_id=invoice_id), now=now)
    return invoice
