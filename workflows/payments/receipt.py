"""Money that is surely ours gets a receipt with a number of its own."""

from datetime import datetime

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from app.core.clock import local_day
from app.models.accounts.user import User
from app.models.company import Company
from app.models.files.document import Document, DocumentKind
from app.models.finance.invoice import Invoice
from app.models.finance.payment import Payment
from workflows.documents import issue_document
from workflows.numbering import ROMAN_MONTHS, next_number


def issue_receipt(session: Session, *, payment: Payment, actor: User | None, now: datetime) -> Document:
    """Number the kuitansi (once per payment) and have it made; the customer gets it when it is ready."""
    company = session.get_one(Company, 1)
    today = local_day(now, company.time_zone)
    if payment.receipt_number is None:
        drawn = next_number(session, "RECEIPT", today.year)
        payment.receipt_number = f"KWT/{today.year}/{ROMAN_MONTHS[today.month - 1]}/{drawn:04d}"
        session.flush()
    made = select(func.count()).where(Document.payment_id == payment.id, Document.kind == DocumentKind.RECEIPT)
    revision = (session.scalar(made) or 0) + 1
    number = payment.receipt_number if revision == 1 else f"{payment.receipt_number}-R{revision}"
    visit_id = session.scalars(select(Invoice.visit_id).where(Invoice.id == payment.invoice_id)).one()
    return issue_document(
        session,
        kind=DocumentKind.RECEIPT,
        visit_id=visit_id,
        invoice_id=payment.invoice_id,
        payment_id=payment.id,
        number=number,
        revision=revision,
        actor=actor,
        now=now,
    )


def withdraw_receipt(session: Session, *, payment_id: int, now: datetime) -> None:
    """The money went back: the receipt is no longer in force."""
    standing = update(Document).where(
        Document.payment_id == payment_id, Document.kind == DocumentKind.RECEIPT, Document.withdrawn_at.is_(None)
    )
    session.execute(standing.values(withdrawn_at=now).execution_options(synchronize_session=False))
