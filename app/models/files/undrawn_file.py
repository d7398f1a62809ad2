"""PDFs besides those of visits and invoices that could not be drawn, until they are or nobody needs them any more."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import BigInteger, Index, SmallInteger, String
from sqlalchemy.orm import Mapped, mapped_column

from app.core.db import Record, one_of
from app.core.flow import Action, Flow, Transition
from app.core.i18n import N_, Sentence
from app.models.help.article_flow import EDITORS


class DrawnKind(StrEnum):
    ARTICLE = "ARTICLE"  # subject: a version of an article
    READINESS = "READINESS"  # a release
    SERVICE_LEVELS = "SERVICE_LEVELS"  # 1
    SUPPORT_MONTH = "SUPPORT_MONTH"  # year and month, 202611
    MAINTENANCE_MONTH = "MAINTENANCE_MONTH"  # the same
    TICKET = "TICKET"  # a print of a ticket
    EMERGENCY_CARD = "EMERGENCY_CARD"  # 1


DRAWN_LABELS: dict[DrawnKind, Sentence] = {
    DrawnKind.ARTICLE: N_("Artikel"),
    DrawnKind.READINESS: N_("Kesiapan rilis"),
    DrawnKind.SERVICE_LEVELS: N_("Janji layanan (SLA)"),
    DrawnKind.SUPPORT_MONTH: N_("Laporan dukungan bulanan"),
    DrawnKind.MAINTENANCE_MONTH: N_("Laporan pemeliharaan bulanan"),
    DrawnKind.TICKET: N_("Tiket Dukungan"),
    DrawnKind.EMERGENCY_CARD: N_("Kartu kontak darurat"),
}


class UndrawnStatus(StrEnum):
    OPEN = "OPEN"
    DONE = "DONE"


class UndrawnFile(Record):
    """One open row for each subject; `digest` of what was to be drawn: another content is tried anew."""

    __tablename__ = "undrawn_files"

    kind: Mapped[DrawnKind] = one_of(DrawnKind, "kind")
    subject_id: Mapped[int] = mapped_column(BigInteger)
    digest: Mapped[str] = mapped_column(String(64), default="", server_default="")
    title: Mapped[str] = mapped_column(String(200), default="", server_default="")
    error: Mapped[str] = mapped_column(String(300), default="", server_default="")
    tries: Mapped[int] = mapped_column(SmallInteger, default=0, server_default="0")
    status: Mapped[UndrawnStatus] = one_of(UndrawnStatus, "status", default=UndrawnStatus.OPEN)
    ended_at: Mapped[datetime | None] = mapped_column()

    __table_args__ = (
        Index("uq_undrawn_files_open", kind, subject_id, unique=True, postgresql_where=status == UndrawnStatus.OPEN),
        Index("ix_undrawn_files_status_id", status, "id"),
    )


UNDRAWN_FLOW = Flow(
    "undrawn_file",
    UndrawnFile,
    UndrawnStatus,
    {
        "retry": Action({UndrawnStatus.OPEN}, by=EDITORS, label=N_("Coba lagi"), tone="primary"),
        "clear": Transition(
            {UndrawnStatus.OPEN}, UndrawnStatus.DONE, by=frozenset(), label=N_("Selesai dengan sendirinya")
        ),
    },
    subject="file_id",
    labels={UndrawnStatus.OPEN: N_("Belum dapat dibuat"), UndrawnStatus.DONE: N_("Selesai")},
    tones={UndrawnStatus.OPEN: "danger", UndrawnStatus.DONE: "positive"},
)
