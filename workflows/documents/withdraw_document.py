"""Withdraw a document."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.errors import NotAvailable
from app.models.accounts.user import User
from app.models.files.document import Document
from workflows.transitions import note


def withdraw_document(session: Session, *, document_id: int, actor: User | None, now: datetime) -> Document:
    """The document stays and can be verified, but as one that is no longer in force."""
    document = session.scalars(select(Document).where(Document.id == document_id).with_for_update()).one_or_none()
    if document is None or document.withdrawn_at is not None:
        raise NotAvailable
    document.withdrawn_at = now
    values = {"document": str(document.kind), "number": document.number}
    note(session, "visit_tickets", document.visit_id, "document_withdrawn", actor=actor, now=now, **values)
    return document
