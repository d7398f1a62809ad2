"""A person's picture."""

from datetime import datetime

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from app.core.errors import NotFound
from app.core.files import KeptFile
from app.models.accounts.user import User
from app.models.document import StoredFile
from workflows.documents import keep_file


def set_photo(session: Session, *, user: User, kept: KeptFile, now: datetime) -> User:
    own = session.scalars(select(User).where(User.id == user.id).with_for_update()).one()
    own.photo_id, own.updated_at = keep_file(session, kept, actor=own).id, now
    session.flush()
    return own


def remove_photo(session: Session, *, user: User, now: datetime) -> User:
    own = session.scalars(select(User).where(User.id == user.id).with_for_update()).one()
    own.photo_id, own.updated_at = None, now
    session.flush()
    return own


def get_photo(session: Session, *, file_id: int) -> StoredFile:
    """Somebody's current picture; any other stored file raises NotFound."""
    shown = select(StoredFile).where(StoredFile.id == file_id, exists().where(User.photo_id == StoredFile.id))
    photo = session.scalars(shown).one_or_none()
    if photo is None:
        raise NotFound
    return photo
