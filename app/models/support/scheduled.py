"""Answers that leave at a chosen moment unless the customer writes first."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.core.db import Record, one_of
from app.core.i18n import N_
from app.models.accounts.user import User


class ScheduleEnd(StrEnum):
    SENT = "SENT"
    CUSTOMER_WROTE = "CUSTOMER_WROTE"  # the words are their writer's draft again
    CANCELLED = "CANCELLED"
    TICKET_ENDED = "TICKET_ENDED"
    WRITER_LEFT = "WRITER_LEFT"


class ScheduledAnswer(Record):
    """One at most waits for each ticket. `waits`: the customer has the turn once it has left."""

    __tablename__ = "support_scheduled_answers"

    ticket_id: Mapped[int] = mapped_column(ForeignKey("support_tickets.id", ondelete="CASCADE"))
    author_id: Mapped[int] = mapped_column(ForeignKey("users.id"), index=True)
    text: Mapped[str] = mapped_column(Text)
    waits: Mapped[bool] = mapped_column(default=False, server_default="false")
    due_at: Mapped[datetime] = mapped_column()
    ended_at: Mapped[datetime | None] = mapped_column()
    end: Mapped[ScheduleEnd | None] = one_of(ScheduleEnd, "end", nullable=True)

    author: Mapped[User] = relationship()

    __table_args__ = (
        CheckConstraint('(ended_at IS NULL) = ("end" IS NULL)', name="ended"),
        Index("uq_support_scheduled_answers_waiting", ticket_id, unique=True, postgresql_where=ended_at.is_(None)),
        Index("ix_support_scheduled_answers_ticket_id", ticket_id, "id"),
        Index("ix_support_scheduled_answers_due_at", due_at, postgresql_where=ended_at.is_(None)),
    )


END_LABELS = {
    ScheduleEnd.SENT: N_("Terkirim"),
    ScheduleEnd.CUSTOMER_WROTE: N_("Batal: pelanggan menulis lebih dulu. Teksnya kembali ke kotak jawaban penulisnya."),
    ScheduleEnd.CANCELLED: N_("Dibatalkan"),
    ScheduleEnd.TICKET_ENDED: N_("Batal: tiket sudah berakhir"),
    ScheduleEnd.WRITER_LEFT: N_("Batal: penulisnya tidak lagi menjawab tiket"),
}
