"""A document's PDF could not be drawn."""

from sqlalchemy.orm import Session

from app.models.files.document import Document


def mark_unrendered(session: Session, *, document_id: int, error: str, counts: bool = True) -> None:
    """Seen in the panel beside the document; the sweep tries again.

    `counts`: towards giving up; False while the fault is not the document's.
    """
    document = session.get_one(Document, document_id)
    document.render_tries += counts
    document.render_error = error[:300]
