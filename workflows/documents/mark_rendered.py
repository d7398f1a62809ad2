"""A document's PDF was drawn."""

from sqlalchemy.orm import Session

from app.models.files.document import Document, StoredFile


def mark_rendered(session: Session, *, document: Document, stored: StoredFile) -> None:
    """Store the drawn file; it never changes again."""
    document.file_id = stored.id
    document.file = stored
    document.render_error = ""
    session.flush()
