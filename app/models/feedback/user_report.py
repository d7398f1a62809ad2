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
    search: Mapped[str] = mapped_column(
        TSVECTOR, Computed("to_tsvector('indonesian', title)", persisted=True), deferred=True
    )

    handled_by: Mapped[User | None] = relationship()

    __table_args__ = (
        Index("uq_user_reports_source", source, source_id, unique=True),
        Index("ix_user_reports_number_prefix", number, postgresql_ops={"number": "text_pattern_ops"}),
        Index("ix_user_reports_status_rank", rank_of(status), "id", postgresql_where=text("NOT gone")),
        Index("ix_user_reports_search", search, postgresql_using="gin"),
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
URGENCY_LABELS = {4: N_("Kritis"), 3: N_("Tinggi"), 2: N_("Sedang"), 1: N_("Rendah"), 0: N_("Tanpa prioritas")}

_MARKERS = DESK | TECHNICAL | {Role.PRODUCT}

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
