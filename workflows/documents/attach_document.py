"""A document or picture that somebody brought, as a document of the visit."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.files import StorageObject
from app.core.identifiers import new_token
from app.models.accounts.user import User
from app.models.files.document import Document, DocumentKind, PhotoPhase
from workflows.documents.store_file import store_file
from workflows.documents.withdraw_replaced import withdraw_replaced
from workflows.transitions import note


def attach_document(
    session: Session,
    kept: StorageObject,
    *,
    kind: DocumentKind,
    visit_id: int,
    actor: User | None,
    now: datetime,
    phase: PhotoPhase | None = None,
    signer_name: str = "",
    device_at: datetime | None = None,
    client_key: str | None = None,
) -> Document:
    """Keep the file as a document of the visit; a letter or report replaces the one of its kind, photos add up.

    While a generated one is in force, what is uploaded is its signed scan: it belongs to it and withdraws only a former
    scan.
    """
    is_verifiable = kind not in {DocumentKind.WORK_PHOTO, DocumentKind.SIGNATURE}
    generated = _generated_id(session, kind, visit_id) if is_verifiable else None
    if is_verifiable:
        withdraw_replaced(session, kind=kind, visit_id=visit_id, now=now, besides=generated)
    stored = store_file(session, kept, actor=actor)
    document = Document(
        kind=kind,
        visit_id=visit_id,
        phase=phase,
        file_id=stored.id,
        scan_of_id=generated,
        verify_token=new_token() if is_verifiable else None,
        signer_name=signer_name,
        made_by_id=actor.id if actor else None,
        issued_at=now,
        device_at=device_at,
        client_key=client_key,
    )
    session.add(document)
    session.flush()
    note(session, "visit_tickets", visit_id, "document_attached", actor=actor, now=now, document=kind.value)
    return document


def _generated_id(session: Session, kind: DocumentKind, visit_id: int) -> int | None:
    """The numbered document of this kind that is in force."""
    standing = select(Document.id).where(
        Document.kind == kind,
        Document.visit_id == visit_id,
        Document.number.is_not(None),
        Document.withdrawn_at.is_(None),
    )
    return session.scalars(standing.order_by(Document.id.desc()).limit(1)).one_or_none()
