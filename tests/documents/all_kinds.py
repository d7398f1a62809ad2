"""One document of every kind we draw, with one text in every place where people's text stands."""

from datetime import timedelta
from decimal import Decimal

from sqlalchemy.orm import Session

from app.core.identifiers import new_token
from app.models.company import Company
from app.models.files.document import Document, DocumentKind
from app.models.finance.invoice import Invoice, InvoiceLine, InvoiceStatus
from app.models.finance.payment import Payment, PaymentMethod, PaymentStatus
from app.models.visits.visit import VisitTicket
from tests.factories import NOW, make_cs


def write_everywhere(visit: VisitTicket, company: Company, text: str) -> None:
    for record, columns in (
        (company, ("name", "address", "city", "email", "signer_name", "signer_title", "bank_name", "bank_holder")),
        (visit.customer, ("name", "street", "city", "notes")),
        (visit.site, ("name", "street", "city", "landmark")),
        (visit, ("problem", "notes")),
    ):
        for column in columns:
            longest = getattr(type(record), column).type.length
            setattr(record, column, text[:longest] if longest else text)


def one_of_every_kind(session: Session, visit: VisitTicket, text: str) -> dict[DocumentKind, Document]:
    write_everywhere(visit, session.get_one(Company, 1), text)
    invoice = _invoice(session, visit, text)
    payment = Payment(
        invoice_id=invoice.id,
        method=PaymentMethod.TRANSFER,
        status=PaymentStatus.PAID,
        amount_idr=832_500,
        paid_at=NOW,
        receipt_number=new_token()[:20],
    )
    session.add(payment)
    session.flush()
    facts = _facts(text)
    made = {}
    for kind in facts:
        made[kind] = Document(
            kind=kind,
            visit_id=visit.id,
            invoice_id=invoice.id if kind in {DocumentKind.INVOICE, DocumentKind.RECEIPT} else None,
            payment_id=payment.id if kind == DocumentKind.RECEIPT else None,
            number=f"{kind[:3]}/2026/XI/{new_token()[:6]}",
            verify_token=new_token(),
            signer_name=text[:120],
            facts=facts[kind],
            issued_at=NOW,
        )
    session.add_all(made.values())
    session.flush()
    return made


def _invoice(session: Session, visit: VisitTicket, text: str) -> Invoice:
    invoice = Invoice(
        number=f"INV/2026/XI/{new_token()[:6]}",
        visit_id=visit.id,
        customer_id=visit.customer_id,
        status=InvoiceStatus.VOID,
        issue_date=NOW.date(),
        due_date=NOW.date() + timedelta(days=14),
        subtotal_idr=750_000,
        ppn_percent=12,
        tax_base_idr=687_500,
        ppn_idr=82_500,
        total_idr=832_500,
        note=text,
        drafted_by_id=make_cs(session, f"Dewi {new_token()[:5]}").id,
    )
    line = {"quantity": Decimal("1.50"), "base_price_idr": 500_000, "price_idr": 500_000, "amount_idr": 750_000}
    invoice.lines = [InvoiceLine(position=1, description=text[:300], unit=text[:20], **line)]
    session.add(invoice)
    session.flush()
    return invoice


def _facts(text: str) -> dict[DocumentKind, dict]:
    plan = {"start": text, "end": text}
    team = [{"name": text, "title": text, "phone": text}]
    goods = [{"code": text, "name": text, "quantity": "2", "unit": text, "note": text}]
    return {
        DocumentKind.ASSIGNMENT_LETTER: {"plan": plan, "team": team, "vehicle": text, "tools": text},
        DocumentKind.DELIVERY_NOTE: {
            "plan": plan, "goods": goods, "vehicle": text, "driver": text, "order_number": text,
        },
        DocumentKind.HANDOVER_REPORT: {
            "team": team, "handed_by": text, "customer_name": text, "place": text, "zone": "Asia/Jakarta",
            "signed_at": NOW.isoformat(), "signer_title": text, "work_done": text, "remarks": text,
        },
        DocumentKind.INVOICE: {},
        DocumentKind.RECEIPT: {},
    }  # fmt: skip
