"""Deleting what is past its retention, a batch in each transaction."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import text
from sqlalchemy.orm import Session

from app.core.files import KeptFile
from app.models.archive import Archive
from app.policies.retention import RetentionRule
from workflows.retention.read_old_rows import OldRows, is_old

_ALLOW = text("SELECT set_config('sigap.retention', 'on', true)")  # for this transaction: see refuse_change()


def delete_old_rows(session: Session, rule: RetentionRule, *, before: datetime) -> int:
    """Delete up to a batch without reading it; how many rows went."""
    session.execute(_ALLOW)
    batch = f"SELECT ctid FROM {rule.table} WHERE {is_old(rule)} LIMIT :size"  # noqa: S608  constants
    deleted = text(f"DELETE FROM {rule.table} WHERE ctid = ANY(ARRAY({batch}))")  # noqa: S608
    return session.execute(deleted, {"before": before, "size": rule.batch}).rowcount  # type: ignore[attr-defined,no-any-return]


def delete_archived_rows(session: Session, rule: RetentionRule, rows: OldRows, kept: KeptFile) -> Archive:
    """Delete exactly what the stored file holds, and remember the file."""
    session.execute(_ALLOW)
    _delete(session, rule, rows.ids)
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


def _delete(session: Session, rule: RetentionRule, ids: Sequence[int]) -> None:
    session.execute(text(f"DELETE FROM {rule.table} WHERE id = ANY(:ids)"), {"ids": list(ids)})  # noqa: S608
