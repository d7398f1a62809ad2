"""Support tickets and their transitions.

Deadlines and priorities (an agreed level of service) will be columns and rows beside this table, not another table.
"""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import Computed, ForeignKey, Index, String, Text, func
from sqlalchemy.dialects.postgresql import TSVECTOR
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.core.db import Record, one_of, rank_of
from app.core.flow import Ask, Flow, Transition
from app.core.i18n import N_
from app.models.accounts.user import DESK, TECHNICAL, User
from app.models.feedback.feedback import Feedback


class SupportStatus(StrEnum):
    NEW = "NEW"
    IN_PROGRESS = "IN_PROGRESS"
    DONE = "DONE"
    REJECTED = "REJECTED"


class SupportTicket(Record):
    """One feedback leads to one ticket at most."""

    __tablename__ = "support_tickets"

    number: Mapped[str] = mapped_column(String(20), unique=True)  # DKG-2026-000001
    subject: Mapped[str] = mapped_column(String(150))
    description: Mapped[str] = mapped_column(Text)
    status: Mapped[SupportStatus] = one_of(SupportStatus, "status", default=SupportStatus.NEW)
    assignee_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    origin_feedback_id: Mapped[int | None] = mapped_column(ForeignKey("feedback.id"), unique=True)
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    taken_at: Mapped[datetime | None] = mapped_column()
    ended_at: Mapped[datetime | None] = mapped_column()  # done or rejected
    outcome: Mapped[str] = mapped_column(String(2000), default="", server_default="")  # what was done, or why not
    version: Mapped[int] = mapped_column(default=1)
    updated_at: Mapped[datetime] = mapped_column(server_default=func.now(), onupdate=func.now())
    search: Mapped[str] = mapped_column(
        TSVECTOR,
        Computed("to_tsvector('indonesian', subject || ' ' || left(description, 20000))", persisted=True),
        deferred=True,
    )

    assignee: Mapped[User | None] = relationship(foreign_keys=assignee_id)
    created_by: Mapped[User | None] = relationship(foreign_keys=created_by_id)
    origin_feedback: Mapped[Feedback | None] = relationship()

    __table_args__ = (
        Index("ix_support_tickets_search", search, postgresql_using="gin"),
        Index("ix_support_tickets_number_prefix", number, postgresql_ops={"number": "text_pattern_ops"}),
        Index("ix_support_tickets_status_id", status, "id"),
        Index("ix_support_tickets_status_rank", rank_of(status), "id"),
        Index("ix_support_tickets_assignee_id", assignee_id, "id"),
        Index("ix_support_tickets_created_at_id", "created_at", "id"),
    )

    def __str__(self) -> str:
        return self.number


_S = SupportStatus
_TEAM = DESK | TECHNICAL

SUPPORT_FLOW = Flow(
    "support",
    SupportTicket,
    SupportStatus,
    {
        "take": Transition(
            {_S.NEW}, _S.IN_PROGRESS, by=_TEAM, label=N_("Kerjakan"), tone="primary", bulk=True, fact="support.taken"
        ),
        "finish": Transition(
            {_S.NEW, _S.IN_PROGRESS},
            _S.DONE,
            by=_TEAM,
            label=N_("Selesaikan"),
            tone="positive",
            asks=(Ask("outcome", N_("Apa yang sudah dikerjakan"), "long_text", max_length=2000),),
            fact="support.finished",
        ),
        "reject": Transition(
            {_S.NEW, _S.IN_PROGRESS},
            _S.REJECTED,
            by=_TEAM,
            label=N_("Tolak"),
            tone="warning",
            asks=(Ask("reason", N_("Alasan"), "long_text", max_length=2000),),
            fact="support.rejected",
        ),
        "reopen": Transition(
            {_S.DONE, _S.REJECTED}, _S.NEW, by=_TEAM, label=N_("Buka kembali"), fact="support.reopened"
        ),
    },
    subject="ticket_id",
    labels={
        _S.NEW: N_("Baru"),
        _S.IN_PROGRESS: N_("Dikerjakan"),
        _S.DONE: N_("Selesai"),
        _S.REJECTED: N_("Ditolak"),
    },
    tones={
        _S.NEW: "warning",
        _S.IN_PROGRESS: "warning",
        _S.DONE: "positive",
        _S.REJECTED: "danger",
    },
    facts={"created": "support.opened"},
)
