"""The key that long-lived secrets are drawn from, sealed under SECRET_KEY so that SECRET_KEY can change."""

from datetime import datetime

from sqlalchemy import CheckConstraint, LargeBinary, SmallInteger, String
from sqlalchemy.orm import Mapped, mapped_column

from app.core.db import Base

ONLY = 1


class SealedKey(Base):
    """One row or none. None: SECRET_KEY itself, or the oldest of SECRET_KEY_PREVIOUS, is that key."""

    __tablename__ = "sealed_keys"

    id: Mapped[int] = mapped_column(SmallInteger, primary_key=True, autoincrement=False)
    key_id: Mapped[str] = mapped_column(String(8))  # of the SECRET_KEY it is sealed under
    sealed: Mapped[bytes] = mapped_column(LargeBinary)
    sealed_at: Mapped[datetime]

    __table_args__ = (CheckConstraint("id = 1", name="only_one"),)
