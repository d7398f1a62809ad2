"""Withdraw what a new document replaces."""

from datetime import datetime

from sqlalchemy import update
from sqlalchemy.orm import Session

from app.models.files.document import Document, DocumentKind


def withdraw_replaced(
    session: Session,
    *,
    kind: DocumentKind,
    visit_id: int,
    now: datetime,
    invoice_id: int | None = None,
    payment_id: int | None = None,
    besides: int | None = None,
) -> None:
    """At most one document in force of a kind for the same visit, invoice and payment."""
    session.execute(
        update(Document)
        .where(
            Document.kind == kind,
            Document.visit_id == visit_id,
            Document.invoice_id.is_not_distinct_from(invoice_id),
            Document.payment_id.is_not_distinct_from(payment_id),
            Document.withdrawn_at.is_(None),
            Document.id.is_distinct_from(besides),
        )
        .values(withdrawn_at=now)
    )
