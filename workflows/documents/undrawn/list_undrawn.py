"""PDFs that could not be drawn so far."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models.files.undrawn_file import DrawnKind, UndrawnFile, UndrawnStatus


def list_undrawn(session: Session, kind: DrawnKind) -> Sequence[int]:
    """The subjects that stand on the work queue."""
    standing = select(UndrawnFile.subject_id).where(UndrawnFile.kind == kind, UndrawnFile.status == UndrawnStatus.OPEN)
    return session.scalars(standing.order_by(UndrawnFile.subject_id)).all()
