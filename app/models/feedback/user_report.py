"""Laporan Pengguna: one narrow line for each suggestion, criticism and bug report, so that one list holds them all.

A list that sorted and paged over a UNION of two big tables would read both to their end. So the database itself keeps
one line per report, by triggers in the same transaction, whoever writes: verbs, imports, the demo. Nobody writes here
but those triggers and the two transitions below.
"""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import BigInteger, Computed, ForeignKey, Index, SmallInteger, String, text
from sqlalchemy.dialects.postgresql import TSVECTOR
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.core.db import Record, one_of, rank_of
from app.core.flow import Flow, Transition
from app.core.i18n import N_
from app.models.accounts.user import DESK, TECHNICAL, Role, User
from app.models.visits.visit import Priority


class ReportKind(StrEnum):
    BUG = "BUG"
    SUGGESTION = "SUGGESTION"
    CRITICISM = "CRITICISM"


class ReportStatus(StrEnum):
    WAITING = "WAITING"
    HANDLED = "HANDLED"


class UserReport(Record):
    """`created_at` is the source's. `state` is the source's own status; `status` is the mark "sudah ditindaklanjuti".

    `urgency`: 4 critical, 3 high, 2 medium, 1 low, 0 has no priority; `gone`: deleted, or merged into another.
    A new wait, and another priority, empty `due_at`: a job works it out anew.
    """

    __tablename__ = "user_reports"

    source: Mapped[str] = one_of(("feedback", "bug_reports"), "source")
    source_id: Mapped[int] = mapped_column(BigInteger)
    kind: Mapped[ReportKind] = one_of(ReportKind, "kind")
    number: Mapped[str] = mapped_column(String(20))
    title: Mapped[str] = mapped_column(String(200))
    state: Mapped[str] = mapped_column(String(32))
    urgency: Mapped[int] = mapped_column(SmallInteger, default=0, server_default="0")
    status: Mapped[ReportStatus] = one_of(ReportStatus, "status")
    handled_at: Mapped[datetime | None] = mapped_column()
    handled_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    gone: Mapped[bool] = mapped_column(default=False, server_default="false")
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    unread_at: Mapped[datetime | None] = mapped_column()  # the sender has added something staff have not reacted to
    settled: Mapped[bool | None] = mapped_column()  # what its sender says of the outcome
    waits_since: Mapped[datetime | None] = mapped_column()  # None: nobody waits for staff
    due_at: Mapped[datetime | None] = mapped_column()  # when a reaction is promised
    clocked_at: Mapped[datetime | None] = mapped_column()  # when `due_at` was worked out; None: it is to be
    # its id in the list that it shares with tickets
    desk_id: Mapped[int] = mapped_column(BigInteger, Computed("id + 1000000000000000", persisted=True))
    search: Mapped[str] = mapped_column(
        TSVECTOR, Computed("to_tsvector('indonesian', title)", persisted=True), deferred=True
    )

    handled_by: Mapped[User | None] = relationship(foreign_keys=handled_by_id)
    owner: Mapped[User | None] = relationship(foreign_keys=owner_id)

    __table_args__ = (
        Index("uq_user_reports_source", source, source_id, unique=True),
        Index("ix_user_reports_number_prefix", number, postgresql_ops={"number": "text_pattern_ops"}),
        Index("ix_user_reports_status_rank", rank_of(status), "id", postgresql_where=text("NOT gone")),
        Index("ix_user_reports_search", search, postgresql_using="gin"),
        Index("ix_user_reports_desk", "created_at", "desk_id", postgresql_where=text("NOT gone")),
        Index(
            "ix_user_reports_desk_priority", text("greatest(urgency, 1)"), "desk_id", postgresql_where=text("NOT gone")
        ),
        Index("uq_user_reports_desk_id", "desk_id", unique=True),
        Index("ix_user_reports_waits_since", waits_since, postgresql_where=waits_since.is_not(None)),
        Index("ix_user_reports_due_at", due_at, postgresql_where=due_at.is_not(None)),
        Index("ix_user_reports_owner_id", owner_id, "id", postgresql_where=owner_id.is_not(None)),
        *(
            Index(f"ix_user_reports_{'_'.join(columns)}", *columns, "id", postgresql_where=text("NOT gone"))
            for columns in (
                ("created_at",),
                ("kind", "created_at"),
                ("status", "created_at"),
                ("status", "kind", "created_at"),
                ("urgency",),
                ("kind",),
                ("status",),
                ("status", "urgency"),
                ("kind", "urgency"),
            )
        ),
    )

    def __str__(self) -> str:
        return self.number


REPORT_KIND_LABELS = {
    ReportKind.BUG: N_("Bug"),
    ReportKind.SUGGESTION: N_("Saran"),
    ReportKind.CRITICISM: N_("Kritik"),
}
PRIORITY_OF_URGENCY = {4: Priority.CRITICAL, 3: Priority.HIGH, 2: Priority.MEDIUM, 1: Priority.LOW}
URGENCY_LABELS = {4: N_("Kritis"), 3: N_("Tinggi"), 2: N_("Sedang"), 1: N_("Rendah"), 0: N_("Tanpa prioritas")}

_MARKERS = DESK | TECHNICAL | {Role.PRODUCT, Role.SUPPORT}

USER_REPORT_FLOW = Flow(
    "user_report",
    UserReport,
    ReportStatus,
    {
        "mark": Transition(
            {ReportStatus.WAITING},
            ReportStatus.HANDLED,
            by=_MARKERS,
            label=N_("Tandai sudah ditindaklanjuti"),
            tone="positive",
            bulk=True,
        ),
        "unmark": Transition(
            {ReportStatus.HANDLED},
            ReportStatus.WAITING,
            by=_MARKERS,
            label=N_("Tandai belum ditindaklanjuti"),
            bulk=True,
        ),
    },
    subject="report_id",
    labels={
        ReportStatus.WAITING: N_("Belum ditindaklanjuti"),
        ReportStatus.HANDLED: N_("Sudah ditindaklanjuti"),
    },
    tones={
        ReportStatus.WAITING: "warning",
        ReportStatus.HANDLED: "positive",
    },
)
