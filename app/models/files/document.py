"""Stored files, and the documents and photos of visits."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, SmallInteger, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.core.db import Record, one_of
from app.core.i18n import N_
from app.models.accounts.user import User
from app.models.visits.visit import VisitTicket


class StoredFile(Record):
    """Bytes in the storage under a random key; size in bytes."""

    __tablename__ = "stored_files"

    storage_key: Mapped[str] = mapped_column(String(80), unique=True)
    sha256: Mapped[str] = mapped_column(String(64), index=True)
    size: Mapped[int] = mapped_column(BigInteger)
    media_type: Mapped[str] = mapped_column(String(80))
    original_name: Mapped[str] = mapped_column(String(200), default="")
    uploaded_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))

    @property
    def is_picture(self) -> bool:
        """A browser shows it in the page."""
        return self.media_type.startswith("image/")


class DocumentKind(StrEnum):
    ASSIGNMENT_LETTER = "ASSIGNMENT_LETTER"
    DELIVERY_NOTE = "DELIVERY_NOTE"
    HANDOVER_REPORT = "HANDOVER_REPORT"
    WORK_PHOTO = "WORK_PHOTO"
    SIGNATURE = "SIGNATURE"
    INVOICE = "INVOICE"
    RECEIPT = "RECEIPT"


class PhotoPhase(StrEnum):
    BEFORE = "BEFORE"
    AFTER = "AFTER"


class Document(Record):
    """A document or photo of a visit. `file_id` is None until it is rendered; `verify_token` is in its QR code."""

    __tablename__ = "documents"

    kind: Mapped[DocumentKind] = one_of(DocumentKind, "kind")
    visit_id: Mapped[int] = mapped_column(ForeignKey("visit_tickets.id"))
    invoice_id: Mapped[int | None] = mapped_column(ForeignKey("invoices.id", use_alter=True), index=True)
    payment_id: Mapped[int | None] = mapped_column(ForeignKey("payments.id", use_alter=True), index=True)
    number: Mapped[str | None] = mapped_column(String(40))  # a new revision keeps it: unique among the living
    revision: Mapped[int] = mapped_column(default=1)
    phase: Mapped[PhotoPhase | None] = one_of(PhotoPhase, "phase", nullable=True)
    file_id: Mapped[int | None] = mapped_column(ForeignKey("stored_files.id"))
    scan_of_id: Mapped[int | None] = mapped_column(ForeignKey("documents.id"))  # the generated one, signed and scanned
    verify_token: Mapped[str | None] = mapped_column(String(40), unique=True)
    signer_name: Mapped[str] = mapped_column(String(120), default="")
    facts: Mapped[dict[str, Any]] = mapped_column(
        default=dict, server_default="{}"
    )  # what it says that nowhere else is
    render_tries: Mapped[int] = mapped_column(SmallInteger, default=0, server_default="0")
    render_error: Mapped[str] = mapped_column(String(300), default="", server_default="")
    made_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    issued_at: Mapped[datetime]
    device_at: Mapped[datetime | None]
    client_key: Mapped[str | None] = mapped_column(String(64), unique=True)
    withdrawn_at: Mapped[datetime | None] = mapped_column()  # replaced by a newer one; never deleted

    visit: Mapped[VisitTicket] = relationship()
    file: Mapped[StoredFile | None] = relationship()
    made_by: Mapped[User | None] = relationship()

    __table_args__ = (
        Index("ix_documents_visit_kind", visit_id, kind),
        Index("uq_documents_number", number, unique=True, postgresql_where=withdrawn_at.is_(None)),
        Index("ix_documents_to_render", render_tries, "id", postgresql_where=file_id.is_(None)),
        Index("ix_documents_scan_of", scan_of_id, postgresql_where=scan_of_id.is_not(None)),
        CheckConstraint("(kind = 'WORK_PHOTO') = (phase IS NOT NULL)", name="photo_phase"),
    )


DOCUMENT_LABELS = {
    DocumentKind.ASSIGNMENT_LETTER: N_("Surat Tugas"),
    DocumentKind.DELIVERY_NOTE: N_("Surat Jalan"),
    DocumentKind.HANDOVER_REPORT: N_("BAST"),
    DocumentKind.WORK_PHOTO: N_("Foto pekerjaan"),
    DocumentKind.SIGNATURE: N_("Tanda tangan"),
    DocumentKind.INVOICE: N_("Invoice"),
    DocumentKind.RECEIPT: N_("Kuitansi"),
}
