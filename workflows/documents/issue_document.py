"""Issuing a document that a job renders, and taking one back."""

from datetime import datetime
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app.core.errors import NotAvailable
from app.core.identifiers import new_token
from app.core.units import unit_of
from app.models.accounts.user import User
from app.models.document import Document, DocumentKind
from workflows.documents.next_document_number import PREFIXES, next_document_number
from workflows.transitions import note

RENDERER = "app.jobs.documents.render.render_documents"


def issue_document(
    session: Session,
    *,
    kind: DocumentKind,
    visit_id: int,
    actor: User | None,
    now: datetime,
    invoice_id: int | None = None,
    payment_id: int | None = None,
    number: str | None = None,
    revision: int = 1,
    signer_name: str = "",
    facts: dict[str, Any] | None = None,
) -> Document:
    """A numbered document with a token to verify it by; the one it replaces is withdrawn. `file_id` follows from a job.

    `facts` are JSON values that stand nowhere else (vehicle, goods) or may change later (the team of that day).
    """
    withdraw_replaced(session, kind=kind, visit_id=visit_id, invoice_id=invoice_id, payment_id=payment_id, now=now)
    if number is None and kind in PREFIXES:
        number = next_document_number(session, kind, now=now)
    document = Document(
        kind=kind,
        visit_id=visit_id,
        invoice_id=invoice_id,
        payment_id=payment_id,
        number=number,
        revision=revision,
        verify_token=new_token(),
        signer_name=signer_name,
        facts=facts or {},
        made_by_id=actor.id if actor else None,
        issued_at=now,
    )
    session.add(document)
    session.flush()
    note(session, "visit_tickets", visit_id, "paper_issued", actor=actor, now=now, paper=kind.value, number=number)
    wake_renderer(session)
    return document


def wake_renderer(session: Session) -> None:
    """After the commit the job that draws is called; its schedule sweeps whether or not it hears."""
    unit_of(session).wake.add(RENDERER)


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


def withdraw_document(session: Session, *, document_id: int, actor: User | None, now: datetime) -> Document:
    """The document stays and can be verified, but as one that is no longer in force."""
    document = session.scalars(select(Document).where(Document.id == document_id).with_for_update()).one_or_none()
    if document is None or document.withdrawn_at is not None:
        raise NotAvailable
    document.withdrawn_at = now
    said = {"paper": document.kind.value, "number": document.number}
    note(session, "visit_tickets", document.visit_id, "paper_withdrawn", actor=actor, now=now, **said)
    return document
