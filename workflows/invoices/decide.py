"""Sales decides about the revision before them: approve, reject, or change the price first."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.errors import Invalid, NotAvailable
from app.core.i18n import N_
from app.models.accounts.user import User
from app.models.finance.approval import Approval, ApprovalDecision
from app.models.finance.invoice import Invoice, InvoiceStatus
from app.models.finance.invoice_flow import INVOICE_FLOW
from workflows.invoices.edit_invoice import figures_with, lock_invoice
from workflows.invoices.events import InvoiceApproved, InvoiceRejected
from workflows.invoices.invoice_document import ensure_invoice_document
from workflows.invoices.snapshot import put_before_sales
from workflows.outbox_events import emit
from workflows.transitions import require_conditions, require_role, transition


class StaleRevision(NotAvailable):
    code = "stale_revision"
    sentence = N_("Invoice ini sudah berubah sejak pesan itu dikirim. Buka halamannya untuk melihat angka terbaru.")


def approve_invoice(
    session: Session, *, invoice_id: int, actor: User, now: datetime, revision: int | None = None
) -> Invoice:
    """Four eyes: never by who drafted, edited or submitted it. The paper is made by a job, then the link goes out.

    `revision`: what the approver has seen; raises StaleRevision when it is no longer that one.
    """
    approval = _open_approval(session, invoice_id, actor, "approve", revision)
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
    _close(approval, ApprovalDecision.APPROVED, actor, now)
    ensure_invoice_document(session, invoice, actor=actor, now=now)
    told = InvoiceApproved(invoice_id=invoice.id, decided_by_id=actor.id, submitted_by_id=approval.submitted_by_id)
    emit(session, told, now=now, once=f"invoice.approved:{invoice.id}:{invoice.revision}")
    return invoice


def reject_invoice(
    session: Session, *, invoice_id: int, actor: User, reason: str, now: datetime, revision: int | None = None
) -> Invoice:
    """Back to the desk as the next revision, so that old buttons no longer fit."""
    approval = _open_approval(session, invoice_id, actor, "reject", revision)
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
    _close(approval, ApprovalDecision.REJECTED, actor, now, reason)
    told = InvoiceRejected(
        invoice_id=invoice.id, reason=reason, decided_by_id=actor.id, submitted_by_id=approval.submitted_by_id
    )
    emit(session, told, now=now)
    return invoice


def reprice_invoice(
    session: Session,
    *,
    invoice_id: int,
    actor: User,
    reason: str,
    now: datetime,
    discount_idr: int | None = None,
    final_idr: int | None = None,
    revision: int | None = None,
) -> Invoice:
    """Set the discount, or the final price before PPN; the new figures are a revision of their own, still undecided."""
    approval = _open_approval(session, invoice_id, actor, "reprice", revision)
    invoice = lock_invoice(session, invoice_id)
    discount = _discount(invoice, discount_idr, final_idr)
    columns = figures_with(invoice, discount).as_columns()
    if columns["total_idr"] == 0:
        raise Invalid(N_("Harga akhir tidak boleh nol."), field="final_idr")
    invoice = transition(
        session,
        INVOICE_FLOW,
        invoice_id,
        "reprice",
        actor=actor,
        now=now,
        where=(Invoice.revision == approval.revision,),
        revision=Invoice.revision + 1,
        reason=reason[:500],
        **columns,
    )
    _close(approval, ApprovalDecision.REPRICED, actor, now, reason)
    put_before_sales(session, invoice, submitted_by_id=approval.submitted_by_id, at=approval.submitted_at)
    return invoice


def _open_approval(session: Session, invoice_id: int, actor: User, step: str, revision: int | None) -> Approval:
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


def _close(approval: Approval, decision: ApprovalDecision, actor: User, now: datetime, reason: str = "") -> None:
    approval.decision = decision
    approval.decided_by_id = actor.id
    approval.decided_at = now
    approval.reason = reason[:500]


def _discount(invoice: Invoice, discount_idr: int | None, final_idr: int | None) -> int:
    if (discount_idr is None) == (final_idr is None):
        raise Invalid(N_("Isi diskon atau harga akhir, salah satu saja."), field="discount_idr")
    if final_idr is None:
        return discount_idr or 0
    if final_idr > invoice.subtotal_idr:
        raise Invalid(
            N_("Harga akhir melebihi subtotal. Tolak saja, lalu minta harganya dinaikkan."), field="final_idr"
        )
    return invoice.subtotal_idr - final_idr
