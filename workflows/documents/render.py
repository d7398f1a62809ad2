"""Which papers still wait for their PDF, and what came of it."""

from collections.abc import Collection, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models.document import Document, StoredFile

MOST_TRIES = 20


def list_unrendered(
    session: Session, *, kinds: Collection[str], besides: Collection[int] = (), limit: int = 1
) -> Sequence[Document]:
    """Papers without a file, locked for the caller, what failed comes last; another worker's are left out."""
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
    """From now on these bytes are the paper, for ever."""
    document.file_id = stored.id
    document.file = stored
    document.render_error = ""
    session.flush()


def mark_unrendered(session: Session, *, document_id: int, error: str) -> None:
    """Seen in the panel beside the paper; the sweep tries again."""
    document = session.get_one(Document, document_id)
    document.render_tries += 1
    document.render_error = error[:300]
