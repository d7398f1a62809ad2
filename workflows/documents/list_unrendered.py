"""Documents that wait for their PDF."""

from collections.abc import Collection, Sequence

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from app.models.files.document import Document

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


def is_undrawable() -> ColumnElement[bool]:
    """Tried at least once, without a file, still in force: what the work queue holds."""
    return Document.file_id.is_(None) & Document.withdrawn_at.is_(None) & (Document.render_error != "")
