"""Which documents still wait for their PDF, and what came of it."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, select, update
from sqlalchemy.orm import Session

from app.core.errors import NotAllowed, NotAvailable
from app.core.i18n import N_
from app.models.accounts.user import DESK, User
from app.models.document import Document, StoredFile
from workflows.documents.issue_document import wake_renderer
from workflows.transitions import note

MOST_TRIES = 5  # then it waits on the work queue for somebody to try again


def list_unrendered(
    session: Session, *, kinds: Collection[str], besides: Collection[int] = (), limit: int = 1
) -> Sequence[Document]:
    """Documents without a file, locked for the caller, what failed comes last; another worker's are left out."""
    waiting = select(Document).where(
        Document.file_id.is_(None),
        Document.withdrawn_at.is_(None),
        Document.kind.in_(kinds),
        Document.id.not_in(besides),
        Document.render_tries < MOST_TRIES,
    )
    oldest = waiting.order_by(Document.render_tries, Document.id).limit(limit)
    return session.scalars(oldest.with_for_update(skip_locked=True)).all()


def mark_rendered(session: Session, *, document: Document, stored: StoredFile) -> None:
    """From now on these bytes are the document, for ever."""
    document.file_id = stored.id
    document.file = stored
    document.render_error = ""
    session.flush()


def mark_unrendered(session: Session, *, document_id: int, error: str) -> None:
    """Seen in the panel beside the document; the sweep tries again."""
    document = session.get_one(Document, document_id)
    document.render_tries += 1
    document.render_error = error[:300]


def retry_document(session: Session, *, document_id: int, actor: User, now: datetime) -> Document:
    """Draw again what could not be drawn; raises NotAvailable when it is drawn, withdrawn or already being tried."""
    if actor.role not in DESK:
        raise NotAllowed
    failed = (Document.id == document_id, is_undrawable())
    again = update(Document).where(*failed).values(render_tries=0, render_error="").returning(Document)
    document = session.scalars(again).one_or_none()
    if document is None:
        raise NotAvailable(N_("Dokumen ini sudah ada, ditarik, atau sedang dibuat lagi."))
    note(session, "visit_tickets", document.visit_id, "paper_retried", actor=actor, now=now, paper=str(document.kind))
    wake_renderer(session)
    return document


def is_undrawable() -> ColumnElement[bool]:
    """Tried at least once, without a file, still in force: what the work queue holds."""
    return Document.file_id.is_(None) & Document.withdrawn_at.is_(None) & (Document.render_error != "")
