"""The facts of invoice and kuitansi, and what goes out once they are drawn."""

from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload

from app.models.customers.customer import Site
from app.models.files.document import Document
from app.models.finance.invoice import Invoice
from app.models.finance.payment import Payment, PaymentMethod
from app.presenters.finance.invoice_figures import payment_rows, plain_rupiah, quantity, sum_rows
from app.presenters.finance.terbilang import terbilang_rupiah
from workflows.invoices import send_invoice
from workflows.payments import send_receipt


def draw_invoice(session: Session, document: Document) -> dict[str, Any]:
    invoice = _invoice(session, document)
    return {
        **_shared(session, invoice),
        "revision": document.revision,
        "rows": sum_rows(invoice),
        "paid_rows": payment_rows(invoice),
        "words": terbilang_rupiah(invoice.total_idr),
    }


def draw_receipt(session: Session, document: Document) -> dict[str, Any]:
    invoice = _invoice(session, document)
    payment = session.get_one(Payment, document.payment_id)
    return {
        **_shared(session, invoice),
        "payment": payment,
        "by_gateway": payment.method == PaymentMethod.GATEWAY,
        "words": terbilang_rupiah(payment.amount_idr),
    }


def invoice_drawn(session: Session, document: Document, now: datetime) -> None:
    """The system's own transition: approved becomes sent."""
    if document.invoice_id is not None:
        send_invoice(session, invoice_id=document.invoice_id, revision=document.revision, now=now)


def receipt_drawn(session: Session, document: Document, now: datetime) -> None:
    if document.payment_id is not None:
        send_receipt(session, payment_id=document.payment_id, revision=document.revision, now=now)


def _invoice(session: Session, document: Document) -> Invoice:
    whole = select(Invoice).where(Invoice.id == document.invoice_id)
    return session.scalars(
        whole.options(joinedload(Invoice.customer), joinedload(Invoice.visit), selectinload(Invoice.lines))
    ).one()


def _shared(session: Session, invoice: Invoice) -> dict[str, Any]:
    return {
        "invoice": invoice,
        "customer": invoice.customer,
        "visit": invoice.visit,
        "site": session.get_one(Site, invoice.visit.site_id),
        "quantity": quantity,
        "amount": plain_rupiah,
    }
