"""An export could not be written."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.models.files.exports import Export, ExportStatus
from workflows.exports.events import ExportFailed
from workflows.outbox_events import emit


def fail_export(session: Session, *, export_id: int, error: str, now: datetime) -> None:
    """The owner is told and may ask again."""
    export = session.get_one(Export, export_id, with_for_update=True, populate_existing=True)
    export.status, export.error, export.finished_at = ExportStatus.FAILED, error[:300], now
    export.leased_until = None
    emit(session, ExportFailed(export_id=export.id), now=now)
