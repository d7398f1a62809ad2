"""Files whose rows went: deleted for good, unless something else refers to them."""

from collections.abc import Sequence

from sqlalchemy import text
from sqlalchemy.orm import Session

from app.core.db import Base
from app.models.files.document import StoredFile
from app.policies.retention import RetentionRule


def list_files(session: Session, rule: RetentionRule, ids: Sequence[int]) -> list[int]:
    """Stored files that these rows name."""
    if rule.file_column is None:
        return []
    asked = text(f"SELECT {rule.file_column} FROM {rule.table} WHERE id = ANY(:ids) AND {rule.file_column} IS NOT NULL")  # noqa: S608
    return list(session.scalars(asked, {"ids": list(ids)}))


def delete_unused_files(session: Session, file_ids: Sequence[int]) -> list[str]:
    """Storage keys of those that nothing refers to any more; their rows go, their bytes are the caller's to delete."""
    used = " OR ".join(
        f"EXISTS (SELECT FROM {table} WHERE {table}.{column} = stored_files.id)" for table, column in _users()
    )
    deleted = text(f"DELETE FROM stored_files WHERE id = ANY(:ids) AND NOT ({used}) RETURNING storage_key")  # noqa: S608
    return list(session.scalars(deleted, {"ids": list(file_ids)})) if file_ids else []


def _users() -> list[tuple[str, str]]:
    """Every column that names a stored file."""
    return sorted(
        (table.name, key.parent.name)
        for table in Base.metadata.tables.values()
        for key in table.foreign_keys
        if key.column.table.name == StoredFile.__tablename__
    )
