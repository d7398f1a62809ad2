"""Sales says yes to the revision before them."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.models.accounts.user import User
from app.models.finance.approval import ApprovalDecision
from app.models.finance.invoice import Invoice
from app.models.finance.invoice_flow import INVOICE_FLOW
from workflows.invoices.approval.open_approval import close_approval, get_open_approval
from workflows.invoices.events import InvoiceApproved
from workflows.invoices.sending.invoice_document import ensure_invoice_document
from workflows.outbox import withdraw_buttons
from workflows.outbox_events import emit
from workflows.transitions import transition


def approve_invoice(
    session: Session, *, invoice_id: int, actor: User, now: datetime, revision: int | None = None
) -> Invoice:
    """Four eyes: never by who drafted, edited or submitted it. A job draws the document, then the link is sent.

    `revision`: what the approver has seen; raises StaleRevision when it is no longer that one.
    """
    approval = get_open_approval(session, invoice_id, actor, "approve", revision)
    invoice = transition(
        session,
        INVOICE_FLOW,
        invoice_id,
        "approve",
        actor=actor,
        now=now,
        where=(Invoice.revision == approval.revision,),
        approved_by_id=actor.id,
        approved_at=now,
        reason="",
    )
    close_approval(approval, ApprovalDecision.APPROVED, actor, now)
    ensure_invoice_document(session, invoice, actor=actor, now=now)
    event = InvoiceApproved(invoice_id=invoice.id, decided_by_id=actor.id, submitted_by_id=approval.submitted_by_id)
    emit(session, event, now=now, once=f"invoice.approved:{invoice.id}:{invoice.revision}")
    withdraw_buttons(
        session, asked="invoice.submitted", outcome="approved", invoice_id=invoice.id, actor=actor, now=now
    )
    return invoice
