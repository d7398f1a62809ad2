"""The documents and photos of a visit."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from app.models.files.document import Document

MOST = 200


def list_documents(session: Session, *, visit_id: int) -> Sequence[Document]:
    """Newest first, with files; withdrawn ones too."""
    documents = select(Document).where(Document.visit_id == visit_id)
    shown = documents.options(joinedload(Document.file), joinedload(Document.made_by))
    return session.scalars(shown.order_by(Document.id.desc()).limit(MOST)).all()
