"""Set a person's photo."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.files import StorageObject
from app.models.accounts.user import User
from workflows.documents import store_file


def set_photo(session: Session, *, user: User, kept: StorageObject, now: datetime) -> User:
    own = session.scalars(select(User).where(User.id == user.id).with_for_update()).one()
    own.photo_id, own.updated_at = store_file(session, kept, actor=own).id, now
    session.flush()
    return own
