"""PDFs that are not tried any more."""

from collections.abc import Set as AbstractSet

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models.files.undrawn_file import DrawnKind, UndrawnFile, UndrawnStatus
from workflows.documents.list_unrendered import MOST_TRIES


def list_given_up(session: Session, kind: DrawnKind) -> AbstractSet[tuple[int, str]]:
    """Subject and digest of what failed as often as we try by ourselves; "Coba lagi" takes it out."""
    failed = select(UndrawnFile.subject_id, UndrawnFile.digest).where(
        UndrawnFile.kind == kind, UndrawnFile.status == UndrawnStatus.OPEN, UndrawnFile.tries >= MOST_TRIES
    )
    return {(subject_id, digest) for subject_id, digest in session.execute(failed)}
