"""Sales changes the discount or the final price before deciding."""

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from app.core.errors import Invalid
from app.core.i18n import N_
from app.models.accounts.user import User
from app.models.finance.approval import ApprovalDecision
from app.models.finance.invoice import Invoice
from app.models.finance.invoice_flow import INVOICE_FLOW
from workflows.invoices.approval.open_approval import close_approval, get_open_approval
from workflows.invoices.approval.snapshot import put_before_sales
from workflows.invoices.edit_invoice import figures_with, lock_invoice
from workflows.outbox import withdraw_buttons
from workflows.transitions import transition


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
    approval = get_open_approval(session, invoice_id, actor, "reprice", revision)
    invoice = lock_invoice(session, invoice_id)
    discount = _discount(invoice, discount_idr, final_idr)
    columns: dict[str, Any] = dict(figures_with(invoice, discount).as_columns())
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
    withdraw_buttons(
        session, asked="invoice.submitted", outcome="repriced", invoice_id=invoice_id, actor=actor, now=now
    )
    close_approval(approval, ApprovalDecision.REPRICED, actor, now, reason)
    put_before_sales(session, invoice, submitted_by_id=approval.submitted_by_id, at=now, repriced_by_id=actor.id)
    return invoice


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
