"""Record a file of the storage as a row."""

from sqlalchemy.orm import Session

from app.core.files import StorageObject
from app.models.accounts.user import User
from app.models.files.document import StoredFile


def store_file(session: Session, kept: StorageObject, *, actor: User | None) -> StoredFile:
    """A row for the file; `actor` None: the system or a customer brought it."""
    stored = StoredFile(
        storage_key=kept.storage_key,
        sha256=kept.sha256,
        size=kept.size,
        media_type=kept.media_type,
        original_name=kept.original_name,
        uploaded_by_id=actor.id if actor else None,
    )
    session.add(stored)
    session.flush()
    return stored
