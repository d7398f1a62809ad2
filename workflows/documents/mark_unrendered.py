"""A document's PDF could not be drawn."""

from sqlalchemy.orm import Session

from app.models.document import Document


def mark_unrendered(session: Session, *, document_id: int, error: str) -> None:
    """Seen in the panel beside the document; the sweep tries again."""
    document = session.get_one(Document, document_id)
    document.render_tries += 1
    document.render_error = error[:300]
