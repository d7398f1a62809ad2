"""The steps of the job that writes an export."""

from datetime import datetime, timedelta

from sqlalchemy import or_, select, update
from sqlalchemy.orm import Session, joinedload

from app.core.files import KeptFile
from app.models.exports import Export, ExportStatus
from workflows.documents import keep_file
from workflows.exports.events import ExportFailed, ExportReady
from workflows.outbox_events import emit

LEASE = timedelta(minutes=10)  # pushed ahead with every progress


def lease_export(session: Session, *, now: datetime) -> Export | None:
    """The oldest that waits, or whose worker died; it is RUNNING from now on."""
    due = or_(
        Export.status == ExportStatus.WAITING, (Export.status == ExportStatus.RUNNING) & (Export.leased_until < now)
    )
    wanted = select(Export).where(due).order_by(Export.id).limit(1).options(joinedload(Export.user))
    export = session.scalars(wanted.with_for_update(of=Export, skip_locked=True)).one_or_none()
    if export is not None:
        export.status, export.leased_until, export.rows_done = ExportStatus.RUNNING, now + LEASE, 0
    return export


def note_progress(session: Session, *, export_id: int, rows: int, now: datetime) -> None:
    session.execute(
        update(Export).where(Export.id == export_id).values(rows_done=rows, leased_until=now + LEASE),
        execution_options={"synchronize_session": False},
    )


def finish_export(session: Session, *, export_id: int, kept: KeptFile, now: datetime) -> None:
    """The owner is told; the file stays for a day."""
    export = session.get_one(Export, export_id, with_for_update=True, populate_existing=True)
    export.file_id = keep_file(session, kept, actor=None).id
    export.status, export.finished_at, export.leased_until = ExportStatus.DONE, now, None
    emit(session, ExportReady(export_id=export.id), now=now)


def fail_export(session: Session, *, export_id: int, error: str, now: datetime) -> None:
    """The owner is told and may ask again."""
    export = session.get_one(Export, export_id, with_for_update=True, populate_existing=True)
    export.status, export.error, export.finished_at = ExportStatus.FAILED, error[:300], now
    export.leased_until = None
    emit(session, ExportFailed(export_id=export.id), now=now)
