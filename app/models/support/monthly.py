"""The desk's figures of each month, as they were told."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, func
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.core.db import Record, one_of
from app.models.files.document import StoredFile


class SupportMonth(Record):
    """One for a month; its first day names it."""

    __tablename__ = "support_months"

    month: Mapped[date] = mapped_column(unique=True)
    file_id: Mapped[int] = mapped_column(ForeignKey("stored_files.id"))

    file: Mapped[StoredFile] = relationship()


class ReportRecipient(Record):
    """An address that gets the month's PDF besides managers and administrators.

    Without `confirmed_at` nothing but the confirmation is sent; `stopped_at`: its owner, or the desk, wants no more.
    """

    __tablename__ = "support_report_recipients"

    email: Mapped[str] = mapped_column(String(254), unique=True)  # in small letters
    name: Mapped[str] = mapped_column(String(120))
    locale: Mapped[str] = one_of(["id", "en"], "locale", default="id", server_default="id")
    confirmed_at: Mapped[datetime | None] = mapped_column()
    stopped_at: Mapped[datetime | None] = mapped_column()
    updated_at: Mapped[datetime] = mapped_column(server_default=func.now(), onupdate=func.now())

    __table_args__ = (CheckConstraint("email = lower(email)", name="email"),)

    def __str__(self) -> str:
        return self.name
