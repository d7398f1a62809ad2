"""Note a small export that was given at once."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.models.accounts.user import User
from app.models.files.exports import Export, ExportStatus


def note_export(
    session: Session, *, endpoint: str, name: str, query: str, kind: str, rows: int, actor: User, now: datetime
) -> Export:
    """A small one that was given at once: who took what and how many rows stays known."""
    export = Export(
        user_id=actor.id,
        endpoint=endpoint,
        name=name,
        query=query[:2000],
        kind=kind,
        status=ExportStatus.DONE,
        rows_done=rows,
        created_at=now,
        finished_at=now,
    )
    session.add(export)
    session.flush()
    return export
