"""A file of customers between its preview and the yes: what was read from it is kept here, not in the browser."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.core.db import Record, one_of
from app.models.accounts.user import User


class ImportStatus(StrEnum):
    PREVIEWED = "PREVIEWED"
    RUNNING = "RUNNING"
    DONE = "DONE"
    FAILED = "FAILED"  # by a defect; goes on when its owner says so


class CustomerImport(Record):
    """`rows`: [{number, cells}] as read; `mapping`: per heading the column it is, "" for none."""

    __tablename__ = "customer_imports"

    file_name: Mapped[str] = mapped_column(String(200))
    status: Mapped[ImportStatus] = one_of(ImportStatus, "status", default=ImportStatus.PREVIEWED)
    headings: Mapped[list[Any]] = mapped_column(default=list, server_default="[]")
    mapping: Mapped[list[Any]] = mapped_column(default=list, server_default="[]")
    rows: Mapped[list[Any]] = mapped_column()
    ignored_columns: Mapped[list[Any]] = mapped_column(default=list)
    uploaded_by_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    created_count: Mapped[int] = mapped_column(default=0)
    skipped_count: Mapped[int] = mapped_column(default=0)
    rows_done: Mapped[int] = mapped_column(default=0, server_default="0")  # of `rows`, by the job
    error: Mapped[str] = mapped_column(String(100), default="", server_default="")
    confirmed_at: Mapped[datetime | None] = mapped_column()
    done_at: Mapped[datetime | None] = mapped_column()

    uploaded_by: Mapped[User] = relationship()

    __table_args__ = (
        Index("ix_customer_imports_uploaded_by_id", uploaded_by_id, "id"),
        Index("ix_customer_imports_running", "id", postgresql_where=status == "RUNNING"),
    )
