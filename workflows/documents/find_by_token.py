"""Whether a document is ours."""

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from app.models.files.document import Document

LONGEST_TOKEN = 40


def find_by_token(session: Session, *, token: str) -> Document | None:
    """The document whose QR code holds this token, with its file; None: we do not know it."""
    if len(token) > LONGEST_TOKEN or not token.isascii() or "\x00" in token:
        return None
    known = select(Document).where(Document.verify_token == token)
    return session.scalars(known.options(joinedload(Document.file))).one_or_none()
