"""Note that a PDF could not be drawn."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models.files.undrawn_file import DrawnKind, UndrawnFile, UndrawnStatus
from workflows.transitions import note as write_note


def note_undrawn(
    session: Session,
    kind: DrawnKind,
    subject_id: int,
    *,
    digest: str,
    title: str,
    error: str,
    now: datetime,
    counts: bool = True,
) -> None:
    """One more failure of this subject; the count begins anew when its content is another.

    `counts`: towards giving up; False while the fault is not the document's.
    """
    standing = select(UndrawnFile).where(
        UndrawnFile.kind == kind, UndrawnFile.subject_id == subject_id, UndrawnFile.status == UndrawnStatus.OPEN
    )
    row = session.scalars(standing.with_for_update()).one_or_none()
    if row is None:
        row = UndrawnFile(kind=kind, subject_id=subject_id, digest=digest, tries=0, created_at=now)
        session.add(row)
        session.flush()
        write_note(session, "undrawn_files", row.id, "created", actor=None, now=now)
    row.tries = (row.tries if row.digest == digest else 0) + counts
    row.digest, row.title, row.error = digest, title[:200], error[:300]
    session.flush()
