"""PDFs that are drawn, or that nobody needs any more, leave the work queue."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models.files.undrawn_file import UNDRAWN_FLOW, DrawnKind, UndrawnFile, UndrawnStatus
from workflows.transitions import transition


def clear_undrawn(
    session: Session, kind: DrawnKind, *, now: datetime, drawn: int | None = None, waiting: Collection[int] = ()
) -> None:
    """`drawn`: the one subject that is drawn; without it every subject that does not wait any more."""
    which = UndrawnFile.subject_id.not_in(waiting) if drawn is None else UndrawnFile.subject_id == drawn
    standing = select(UndrawnFile.id).where(UndrawnFile.kind == kind, UndrawnFile.status == UndrawnStatus.OPEN, which)
    for file_id in session.scalars(standing).all():
        transition(session, UNDRAWN_FLOW, file_id, "clear", actor=None, now=now, ended_at=now)
