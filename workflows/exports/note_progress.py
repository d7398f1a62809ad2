"""Note how far an export has come."""

from datetime import datetime

from sqlalchemy import update
from sqlalchemy.orm import Session

from app.models.files.exports import Export
from workflows.exports.lease import LEASE


def note_progress(session: Session, *, export_id: int, rows: int, now: datetime) -> None:
    session.execute(
        update(Export).where(Export.id == export_id).values(rows_done=rows, leased_until=now + LEASE),
        execution_options={"synchronize_session": False},
    )
