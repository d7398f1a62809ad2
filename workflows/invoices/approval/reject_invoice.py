"""Sales sends the revision back to CS."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.models.accounts.user import User
from app.models.finance.approval import ApprovalDecision
from app.models.finance.invoice import Invoice
from app.models.finance.invoice_flow import INVOICE_FLOW
from workflows.invoices.approval.open_approval import close_approval, get_open_approval
from workflows.invoices.events import InvoiceRejected
from workflows.outbox import withdraw_buttons
from workflows.outbox_events import emit
from workflows.transitions import transition


def reject_invoice(
    session: Session, *, invoice_id: int, actor: User, reason: str, now: datetime, revision: int | None = None
) -> Invoice:
    """Back to CS as the next revision, so that old buttons are refused."""
    approval = get_open_approval(session, invoice_id, actor, "reject", revision)
    invoice = transition(
        session,
        INVOICE_FLOW,
        invoice_id,
        "reject",
        actor=actor,
        now=now,
        where=(Invoice.revision == approval.revision,),
        reason=reason[:500],
        revision=Invoice.revision + 1,
    )
    close_approval(approval, ApprovalDecision.REJECTED, actor, now, reason)
    event = InvoiceRejected(
        invoice_id=invoice.id, reason=reason, decided_by_id=actor.id, submitted_by_id=approval.submitted_by_id
    )
    emit(session, event, now=now)
    withdraw_buttons(
        session, asked="invoice.submitted", outcome="rejected", invoice_id=invoice.id, actor=actor, now=now
    )
    return invoice
