"""The documents of invoices that customers can still open; the worker draws them as it draws all others."""

from sqlalchemy import insert
from sqlalchemy.orm import Session

from app.core.identifiers import sha256
from app.demo.row_batches import RowBatches
from app.models.files.document import Document, DocumentKind
from app.models.finance.invoice import Invoice, InvoiceStatus

OPEN_TO_CUSTOMERS = frozenset({InvoiceStatus.APPROVED, InvoiceStatus.SENT})


def issue_bills(session: Session, book: RowBatches) -> None:
    """After the invoices are written: each table points at the other."""
    rows = [
        {
            "kind": DocumentKind.INVOICE,
            "visit_id": row["visit_id"],
            "invoice_id": row["id"],
            "number": row["number"],
            "revision": row["revision"],
            "verify_token": sha256(f"demo {row['number']}")[:32],
            "issued_at": row["approved_at"],
            "made_by_id": row["approved_by_id"],
        }
        for row in book.rows(Invoice)
        if row["status"] in OPEN_TO_CUSTOMERS
    ]
    if rows:
        session.execute(insert(Document), rows)
