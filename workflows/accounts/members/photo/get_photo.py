"""A person's stored photo."""

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from app.core.errors import NotFound
from app.models.accounts.user import User
from app.models.files.document import StoredFile


def get_photo(session: Session, *, file_id: int) -> StoredFile:
    """Somebody's current picture; any other stored file raises NotFound."""
    shown = select(StoredFile).where(StoredFile.id == file_id, exists().where(User.photo_id == StoredFile.id))
    photo = session.scalars(shown).one_or_none()
    if photo is None:
        raise NotFound
    return photo
