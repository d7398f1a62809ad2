"""One step on many records: who asked for it, and what became of each row."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import BigInteger, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.core.db import Record, one_of
from app.core.i18n import N_
from app.models.accounts.user import User


class RowOutcome(StrEnum):
    WAITING = "WAITING"
    DONE = "DONE"
    REFUSED = "REFUSED"


class BulkRun(Record):
    """`endpoint`: the screen it was asked on; `flow` and `step`: what is done to each row."""

    __tablename__ = "bulk_runs"

    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    endpoint: Mapped[str] = mapped_column(String(60))
    flow: Mapped[str] = mapped_column(String(40))
    step: Mapped[str] = mapped_column(String(40))
    total: Mapped[int] = mapped_column()

    user: Mapped[User] = relationship()

    __table_args__ = (
        Index("ix_bulk_runs_user_id", user_id, "id"),
        Index("ix_bulk_runs_created_at", "created_at"),
    )


class BulkRow(Record):
    """`before`: the record's status as it was asked; `why`: in the words of the refusal.

    `seen`: the hash of what was read of it, for a step that decides; empty: it is not compared.
    """

    __tablename__ = "bulk_rows"

    run_id: Mapped[int] = mapped_column(ForeignKey("bulk_runs.id", ondelete="CASCADE"), index=True)
    record_id: Mapped[int] = mapped_column(BigInteger)
    label: Mapped[str] = mapped_column(String(200), default="")
    before: Mapped[str] = mapped_column(String(32), default="", server_default="")
    seen: Mapped[str] = mapped_column(String(16), default="", server_default="")
    outcome: Mapped[RowOutcome] = one_of(RowOutcome, "outcome", default=RowOutcome.WAITING)
    why: Mapped[str] = mapped_column(Text, default="", server_default="")
    done_at: Mapped[datetime | None] = mapped_column()

    run: Mapped[BulkRun] = relationship()

    __table_args__ = (
        Index("ix_bulk_rows_waiting", "id", postgresql_where=outcome == "WAITING"),
        Index("ix_bulk_rows_created_at", "created_at"),
    )


OUTCOME_LABELS = {
    RowOutcome.WAITING: N_("Menunggu"),
    RowOutcome.DONE: N_("Berhasil"),
    RowOutcome.REFUSED: N_("Ditolak"),
}
OUTCOME_TONES = {RowOutcome.WAITING: "neutral", RowOutcome.DONE: "positive", RowOutcome.REFUSED: "danger"}
