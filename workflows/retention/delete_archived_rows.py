"""Delete what a stored file holds."""

from sqlalchemy.orm import Session

from app.core.files import StorageObject
from app.models.files.archive import Archive
from app.policies.retention import RetentionRule
from workflows.retention.delete_rows import delete_rows
from workflows.retention.read_old_rows import OldRows


def delete_archived_rows(session: Session, rule: RetentionRule, rows: OldRows, kept: StorageObject) -> Archive:
    """Delete exactly what the stored file holds, and remember the file."""
    delete_rows(session, rule, rows.ids)
    archive = Archive(
        from_table=rule.table,
        first_id=rows.ids[0],
        last_id=rows.ids[-1],
        first_at=rows.first_at,
        last_at=rows.last_at,
        row_count=len(rows.ids),
        size=kept.size,
        storage_key=kept.storage_key,
        sha256=kept.sha256,
    )
    session.add(archive)
    session.flush()
    return archive
