"""The figures of a revision as they stood when it was put before sales."""

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from app.models.finance.approval import Approval
from app.models.finance.invoice import Invoice


def put_before_sales(
    session: Session, invoice: Invoice, *, submitted_by_id: int, at: datetime, repriced_by_id: int | None = None
) -> None:
    """One undecided row for the revision that is pending now; `repriced_by_id`: of sales, who made it from the last."""
    approval = Approval(
        invoice_id=invoice.id,
        revision=invoice.revision,
        figures=snapshot_of(invoice),
        submitted_by_id=submitted_by_id,
        submitted_at=at,
        repriced_by_id=repriced_by_id,
    )
    session.add(approval)


def snapshot_of(invoice: Invoice) -> dict[str, Any]:
    """Plain JSON: the totals and each line, base price beside proposed price."""
    return {
        "base_idr": invoice.base_idr,
        "subtotal_idr": invoice.subtotal_idr,
        "discount_idr": invoice.discount_idr,
        "tax_base_idr": invoice.tax_base_idr,
        "ppn_idr": invoice.ppn_idr,
        "total_idr": invoice.total_idr,
        "due_date": invoice.due_date.isoformat(),
        "lines": [
            {
                "description": line.description,
                "unit": line.unit,
                "quantity": f"{line.quantity:f}",
                "base_price_idr": line.base_price_idr,
                "price_idr": line.price_idr,
                "amount_idr": line.amount_idr,
            }
            for line in invoice.lines
        ],
    }
