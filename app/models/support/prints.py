"""PDFs of tickets that somebody of the desk asked for."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.core.db import Record
from app.models.accounts.user import User
from app.models.files.document import StoredFile


class SupportPrint(Record):
    """What the ticket was at `created_at`. `with_notes`: the desk's own copy; else what its customer may read.

    `is_security`: words of a security ticket are in it, its own or those of one merged into it.
    `file_id` None: it waits to be drawn.
    """

    __tablename__ = "support_prints"

    ticket_id: Mapped[int] = mapped_column(ForeignKey("support_tickets.id", ondelete="CASCADE"))
    with_notes: Mapped[bool] = mapped_column()
    is_security: Mapped[bool] = mapped_column(default=False, server_default="false")
    asked_by_id: Mapped[int] = mapped_column(ForeignKey("users.id"), index=True)
    file_id: Mapped[int | None] = mapped_column(ForeignKey("stored_files.id"))
    drawn_at: Mapped[datetime | None] = mapped_column()

    asked_by: Mapped[User] = relationship()
    file: Mapped[StoredFile | None] = relationship()

    __table_args__ = (
        Index("ix_support_prints_ticket_id", ticket_id, "id"),
        Index(
            "uq_support_prints_waiting_for",
            ticket_id,
            with_notes,
            is_security,
            unique=True,
            postgresql_where=file_id.is_(None),
        ),
    )
