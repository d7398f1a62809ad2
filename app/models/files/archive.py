"""Files of rows that were taken out of the database by the table of retention rules."""

from datetime import datetime

from sqlalchemy import BigInteger, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from app.core.db import Record


class Archive(Record):
    """Gzipped JSON lines, one per row, in the storage; `first_id` to `last_id` of the table."""

    __tablename__ = "archives"

    from_table: Mapped[str] = mapped_column(String(60))
    first_id: Mapped[int] = mapped_column(BigInteger)
    last_id: Mapped[int] = mapped_column(BigInteger)
    first_at: Mapped[datetime]
    last_at: Mapped[datetime]
    row_count: Mapped[int]
    size: Mapped[int] = mapped_column(BigInteger)
    storage_key: Mapped[str] = mapped_column(String(80), unique=True)
    sha256: Mapped[str] = mapped_column(String(64))

    __table_args__ = (Index("ix_archives_from_table", from_table, "id"),)
