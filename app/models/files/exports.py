"""Files of lists that people asked for: what was asked, by whom, how far it is, and the file until it is deleted."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.core.db import Record, one_of
from app.core.i18n import N_
from app.models.accounts.user import User
from app.models.files.document import StoredFile


class ExportStatus(StrEnum):
    WAITING = "WAITING"
    RUNNING = "RUNNING"
    DONE = "DONE"  # small ones are given at once and keep no file
    FAILED = "FAILED"
    EXPIRED = "EXPIRED"


class Export(Record):
    """`query`: the list's address after the question mark; `endpoint`: the screen's."""

    __tablename__ = "exports"

    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    endpoint: Mapped[str] = mapped_column(String(60))
    name: Mapped[str] = mapped_column(String(80))  # of the screen, in its reader's language
    query: Mapped[str] = mapped_column(String(2000), default="")
    kind: Mapped[str] = one_of(["csv", "xlsx"], "kind")
    status: Mapped[ExportStatus] = one_of(ExportStatus, "status", default=ExportStatus.WAITING)
    rows_done: Mapped[int] = mapped_column(default=0, server_default="0")
    file_id: Mapped[int | None] = mapped_column(ForeignKey("stored_files.id", ondelete="SET NULL"))
    error: Mapped[str] = mapped_column(String(300), default="", server_default="")
    finished_at: Mapped[datetime | None] = mapped_column()
    leased_until: Mapped[datetime | None] = mapped_column()  # whose worker died is done again after this

    user: Mapped[User] = relationship()
    file: Mapped[StoredFile | None] = relationship()

    __table_args__ = (
        Index("ix_exports_user_id", user_id, "id"),
        Index("ix_exports_open", "id", postgresql_where=status.in_(["WAITING", "RUNNING"])),
        Index("ix_exports_file", finished_at, postgresql_where=file_id.is_not(None)),
    )


EXPORT_LABELS = {
    ExportStatus.WAITING: N_("Menunggu"),
    ExportStatus.RUNNING: N_("Sedang dibuat"),
    ExportStatus.DONE: N_("Selesai"),
    ExportStatus.FAILED: N_("Gagal"),
    ExportStatus.EXPIRED: N_("Sudah dihapus"),
}
EXPORT_TONES = {
    ExportStatus.WAITING: "neutral",
    ExportStatus.RUNNING: "warning",
    ExportStatus.DONE: "success",
    ExportStatus.FAILED: "danger",
    ExportStatus.EXPIRED: "neutral",
}
