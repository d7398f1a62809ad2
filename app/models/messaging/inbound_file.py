"""Photos, documents, voice notes and films that customers send: fetched by a job, then stored."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.core.db import Record, one_of
from app.models.files.document import StoredFile
from app.models.messaging.contact import WhatsAppContact


class FetchStatus(StrEnum):
    WAITING = "WAITING"
    STORED = "STORED"
    FAILED = "FAILED"


class InboundFile(Record):
    """One file of one inbound message. The provider keeps it for seven days."""

    __tablename__ = "inbound_files"

    event_id: Mapped[int] = mapped_column(ForeignKey("inbox_events.id", ondelete="CASCADE"), unique=True)
    contact_id: Mapped[int] = mapped_column(ForeignKey("whatsapp_contacts.id", ondelete="CASCADE"))
    media_id: Mapped[str] = mapped_column(String(80))
    kind: Mapped[str] = mapped_column(String(20))  # image | document | audio | video, in the provider's words
    original_name: Mapped[str] = mapped_column(String(120), default="", server_default="")
    status: Mapped[FetchStatus] = one_of(FetchStatus, "status", default=FetchStatus.WAITING, server_default="WAITING")
    file_id: Mapped[int | None] = mapped_column(ForeignKey("stored_files.id"))
    due_at: Mapped[datetime] = mapped_column()
    tries: Mapped[int] = mapped_column(default=0, server_default="0")
    error_code: Mapped[str] = mapped_column(String(60), default="", server_default="")

    file: Mapped[StoredFile | None] = relationship()
    contact: Mapped[WhatsAppContact] = relationship()

    __table_args__ = (
        Index("ix_inbound_files_due", due_at, postgresql_where=status == "WAITING"),
        Index("ix_inbound_files_contact_id", contact_id, "id"),
    )
