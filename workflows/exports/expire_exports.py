"""Files of exports are deleted after a day: they hold many people's data."""

from datetime import datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session, joinedload

from app.models.files.document import StoredFile
from app.models.files.exports import Export, ExportStatus

KEPT = timedelta(days=1)
AT_ONCE = 200


def expire_exports(session: Session, *, now: datetime) -> list[str]:
    """Forget the files; the storage keys that may be deleted once this is committed."""
    old = select(Export).where(Export.file_id.is_not(None), Export.finished_at < now - KEPT).limit(AT_ONCE)
    exports = session.scalars(old.options(joinedload(Export.file)).with_for_update(of=Export, skip_locked=True)).all()
    files = [export.file for export in exports if export.file is not None]
    for export in exports:
        export.file_id, export.status = None, ExportStatus.EXPIRED
    session.flush()
    session.execute(delete(StoredFile).where(StoredFile.id.in_([file.id for file in files])))
    return [file.storage_key for file in files]
