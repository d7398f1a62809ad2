"""The decision that sales has to make about the revision before them."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.errors import NotAvailable
from app.core.i18n import N_
from app.models.accounts.user import User
from app.models.finance.approval import Approval, ApprovalDecision
from app.models.finance.invoice import InvoiceStatus
from app.models.finance.invoice_flow import INVOICE_FLOW
from workflows.invoices.edit_invoice import lock_invoice
from workflows.transitions import require_conditions, require_role


class StaleRevision(NotAvailable):
    code = "stale_revision"
    sentence = N_("Invoice ini sudah berubah sejak pesan itu dikirim. Buka halamannya untuk melihat angka terbaru.")


def get_open_approval(session: Session, invoice_id: int, actor: User, step: str, revision: int | None) -> Approval:
    """The undecided approval of the revision that is pending now, with the invoice locked."""
    require_role(INVOICE_FLOW.transitions[step], actor)
    invoice = lock_invoice(session, invoice_id)
    if revision is not None and invoice.revision != revision:
        raise StaleRevision
    if invoice.status != InvoiceStatus.PENDING:
        label = INVOICE_FLOW.labels[InvoiceStatus(invoice.status)]
        raise NotAvailable(N_("Tidak bisa: statusnya sekarang “%(status)s”.", status=label), status=invoice.status)
    require_conditions(session, INVOICE_FLOW, step, invoice_id, actor=actor)
    waiting = select(Approval).where(Approval.invoice_id == invoice_id, Approval.revision == invoice.revision)
    return session.scalars(waiting).one()


def close_approval(
    approval: Approval, decision: ApprovalDecision, actor: User, now: datetime, reason: str = ""
) -> None:
    approval.decision = decision
    approval.decided_by_id = actor.id
    approval.decided_at = now
    approval.reason = reason[:500]
