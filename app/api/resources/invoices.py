"""Invoices and the money that comes in for them."""

from typing import Any

from sqlalchemy.orm import Session, selectinload

from app.api.fields import Day, Items, Part, Quantity, Rupiah, Text, Whole
from app.api.plain_resource import every_row, plain_resource
from app.api.resource import Resource, Write, before_day, exact, one_of, same, since, since_day
from app.api.schemas import body_schema, record_schema
from app.core.i18n import N_
from app.models.accounts.user import User
from app.models.finance.counter_entry import CounterEntry
from app.models.finance.invoice import Invoice, InvoiceLine
from app.models.finance.payment import Payment
from app.models.finance.payment_review import PaymentReview
from app.policies.visibility import invoices_visible_to
from workflows.invoices import LineEdit, draft_invoice, edit_invoice

_line = record_schema(
    "InvoiceLine",
    InvoiceLine,
    (
        "id",
        "price_item_id",
        "position",
        "description",
        "unit",
        "quantity",
        "base_price_idr",
        "price_idr",
        "amount_idr",
    ),
)


def _fields() -> dict[str, Any]:
    line = body_schema(
        "InvoiceLineEdit",
        id=Whole(1, allow_none=True, load_default=None),
        price_item_id=Whole(1, allow_none=True, load_default=None),
        description=Text(300, least=1, required=True),
        unit=Text(20, load_default=""),
        quantity=Quantity(required=True),
        price_idr=Rupiah(required=True),
    )
    values = {"description": N_("seluruh baris; yang tidak disebut dihapus")}
    return {
        "lines": Items(Part(line), metadata=values),
        "discount_idr": Rupiah(),
        "note": Text(2000),
        "due_date": Day(),
    }


def _draft(session: Session, *, actor: User, now: Any, visit_id: int) -> Invoice:
    return draft_invoice(session, visit_id=visit_id, actor=actor, now=now)


def _edit(session: Session, *, record: Invoice, actor: User, now: Any, **given: Any) -> Invoice:
    sent = given.pop("lines", None)
    names = ("id", "price_item_id", "description", "unit", "quantity", "price_idr")
    kept = [{name: getattr(line, name) for name in names} for line in record.lines]
    facts = {name: given.get(name, getattr(record, name)) for name in ("discount_idr", "note", "due_date")}
    lines = [LineEdit(**line) for line in (kept if sent is None else sent)]
    return edit_invoice(
        session, invoice_id=record.id, version=record.version, lines=lines, actor=actor, now=now, **facts
    )


INVOICES = Resource(
    "invoices",
    Invoice,
    record_schema(
        "Invoice",
        Invoice,
        (
            "id",
            "number",
            "visit_id",
            "customer_id",
            "status",
            "revision",
            "issue_date",
            "due_date",
            "base_idr",
            "subtotal_idr",
            "discount_idr",
            "tax_base_idr",
            "ppn_idr",
            "ppn_percent",
            "total_idr",
            "paid_idr",
            "note",
            "reason",
            "drafted_by_id",
            "approved_by_id",
            "submitted_at",
            "approved_at",
            "sent_at",
            "paid_at",
            "voided_at",
            "version",
            "created_at",
        ),
        lines=Items(Part(_line), most=1000),
    ),
    invoices_visible_to,
    loads=(selectinload(Invoice.lines),),
    filters={
        "status": one_of(Invoice.status),
        "customer_id": same(Invoice.customer_id),
        "visit_id": same(Invoice.visit_id),
        "number": exact(Invoice.number, 30),
        "issued_from": since_day(Invoice.issue_date),
        "issued_before": before_day(Invoice.issue_date),
        "due_before": before_day(Invoice.due_date),
    },
    sorts={"issue_date": Invoice.issue_date, "due_date": Invoice.due_date, "total_idr": Invoice.total_idr},
    create=Write(lambda: {"visit_id": Whole(1, required=True)}, _draft),
    edit=Write(_fields, _edit),
)


PAYMENTS = Resource(
    "payments",
    Payment,
    record_schema(
        "Payment",
        Payment,
        (
            "id",
            "invoice_id",
            "method",
            "status",
            "amount_idr",
            "paid_at",
            "same_proof_as_id",
            "order_id",
            "verified_by_id",
            "verified_at",
            "receipt_number",
            "note",
            "created_at",
        ),
    ),
    every_row,
    filters={
        "invoice_id": same(Payment.invoice_id),
        "status": one_of(Payment.status),
        "method": one_of(Payment.method),
        "paid_from": since(Payment.paid_at),
    },
    sorts={"amount_idr": Payment.amount_idr},
)


PAYMENT_REVIEWS = plain_resource(
    "payment_reviews",
    "PaymentReview",
    PaymentReview,
    "id payment_id invoice_id reason amount_idr status note resolved_by_id resolved_at created_at",
    by=("status", "invoice_id"),
)
COUNTER_ENTRIES = plain_resource(
    "counter_entries",
    "CounterEntry",
    CounterEntry,
    "id payment_id invoice_id kind status amount_idr reason tell_customer requested_by_id decided_by_id "
    "decided_at note created_at",
    by=("status", "invoice_id"),
)
