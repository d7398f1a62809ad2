"""The document of an invoice: one in force for each approved revision."""

from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app.models.accounts.user import User
from app.models.files.document import Document, DocumentKind
from app.models.finance.invoice import Invoice
from workflows.documents import issue_document


def invoice_document_number(invoice: Invoice) -> str:
    """The printed number: a later revision says which one it is."""
    return invoice.number if invoice.revision == 1 else f"{invoice.number}-R{invoice.revision}"


def ensure_invoice_document(session: Session, invoice: Invoice, *, actor: User, now: datetime) -> None:
    """Issue the document of this revision unless it is there; a job draws it."""
    living = select(Document.id).where(
        Document.invoice_id == invoice.id, Document.kind == DocumentKind.INVOICE, Document.withdrawn_at.is_(None)
    )
    if session.scalar(living.limit(1)) is None:
        issue_document(
            session,
            kind=DocumentKind.INVOICE,
            visit_id=invoice.visit_id,
            invoice_id=invoice.id,
            number=invoice_document_number(invoice),
            revision=invoice.revision,
            actor=actor,
            now=now,
        )


def withdraw_invoice_documents(session: Session, *, invoice_id: int, now: datetime) -> None:
    """The public check of an old document says that it is no longer in force."""
    standing = update(Document).where(
        Document.invoice_id == invoice_id, Document.kind == DocumentKind.INVOICE, Document.withdrawn_at.is_(None)
    )
    session.execute(standing.values(withdrawn_at=now).execution_options(synchronize_session=False))
