"""Files of the storage that no row refers to."""

from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models.files.archive import Archive
from app.models.files.document import StoredFile


def find_orphans(session: Session, keys: Collection[str]) -> set[str]:
    """Those of these keys that are neither a stored file's nor an archive's."""
    wanted = list(keys)
    known = set(session.scalars(select(StoredFile.storage_key).where(StoredFile.storage_key.in_(wanted))))
    known |= set(session.scalars(select(Archive.storage_key).where(Archive.storage_key.in_(wanted))))
    return set(keys) - known
