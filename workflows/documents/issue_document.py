"""Issue a document that a job draws."""

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from app.core.identifiers import new_token
from app.models.accounts.user import User
from app.models.files.document import Document, DocumentKind
from workflows.documents.next_document_number import PREFIXES, next_document_number
from workflows.documents.wake_renderer import wake_renderer
from workflows.documents.withdraw_replaced import withdraw_replaced
from workflows.transitions import note


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
    details = {"document": kind.value, "number": number}
    note(session, "visit_tickets", visit_id, "document_issued", actor=actor, now=now, **details)
    wake_renderer(session)
    return document
