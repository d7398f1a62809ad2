"""The desk's figures of each month, as they were told."""

from datetime import date

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.core.db import Record
from app.models.document import StoredFile


class SupportMonth(Record):
    """One for a month; its first day names it."""

    __tablename__ = "support_months"

    month: Mapped[date] = mapped_column(unique=True)
    file_id: Mapped[int] = mapped_column(ForeignKey("stored_files.id"))

    file: Mapped[StoredFile] = relationship()
