"""Remove a person's photo."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models.accounts.user import User


def remove_photo(session: Session, *, user: User, now: datetime) -> User:
    own = session.scalars(select(User).where(User.id == user.id).with_for_update()).one()
    own.photo_id, own.updated_at = None, now
    session.flush()
    return own
