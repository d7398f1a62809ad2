"""What sales decided about each revision of an invoice."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, SmallInteger, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.core.db import Record, one_of
from app.core.i18n import N_, Sentence
from app.models.accounts.user import User
from app.models.finance.invoice import Invoice


class ApprovalDecision(StrEnum):
    APPROVED = "APPROVED"
    REJECTED = "REJECTED"
    REPRICED = "REPRICED"  # sales changed the figures: the next revision carries the new ones


DECISION_LABELS: dict[ApprovalDecision, Sentence] = {
    ApprovalDecision.APPROVED: N_("Disetujui"),
    ApprovalDecision.REJECTED: N_("Ditolak"),
    ApprovalDecision.REPRICED: N_("Harga diubah"),
}


class Approval(Record):
    """One revision put before sales, with the figures as they stood, and what was decided."""

    __tablename__ = "approvals"

    invoice_id: Mapped[int] = mapped_column(ForeignKey("invoices.id"))
    revision: Mapped[int] = mapped_column(SmallInteger)
    figures: Mapped[dict[str, Any]]
    submitted_by_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    submitted_at: Mapped[datetime]
    repriced_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))  # of sales: these figures are theirs
    decision: Mapped[ApprovalDecision | None] = one_of(ApprovalDecision, "decision", nullable=True)
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    decided_at: Mapped[datetime | None]
    reason: Mapped[str] = mapped_column(String(500), default="")

    invoice: Mapped[Invoice] = relationship()
    submitted_by: Mapped[User] = relationship(foreign_keys=submitted_by_id)
    repriced_by: Mapped[User | None] = relationship(foreign_keys=repriced_by_id)
    decided_by: Mapped[User | None] = relationship(foreign_keys=decided_by_id)

    __table_args__ = (
        Index("uq_approvals_revision", invoice_id, revision, unique=True),
        CheckConstraint("decided_by_id IS NULL OR decided_by_id <> submitted_by_id", name="four_eyes"),
    )
