"""An export is written."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.core.files import StorageObject
from app.models.files.exports import Export, ExportStatus
from workflows.documents import store_file
from workflows.exports.events import ExportReady
from workflows.outbox_events import emit


def finish_export(session: Session, *, export_id: int, kept: StorageObject, now: datetime) -> None:
    """The owner is told; the file stays for a day."""
    export = session.get_one(Export, export_id, with_for_update=True, populate_existing=True)
    export.file_id = store_file(session, kept, actor=None).id
    export.status, export.finished_at, export.leased_until = ExportStatus.DONE, now, None
    emit(session, ExportReady(export_id=export.id), now=now)
