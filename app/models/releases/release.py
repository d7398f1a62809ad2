"""Releases: which version of which system is prepared, rolled out, live, and what stands in it."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Column, ForeignKey, Index, SmallInteger, String, Table, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.core.db import Base, Record, one_of
from app.core.i18n import N_, Sentence, in_own_language
from app.models.accounts.user import User
from app.models.feedback.bug import BugReport
from app.models.files.document import StoredFile

OWN_SYSTEM = "sigap"
STEPS = (10, 25, 50, 100)  # per cent of visitors


class ReleaseStatus(StrEnum):
    PREPARING = "PREPARING"
    READY = "READY"
    ROLLING = "ROLLING"
    LIVE = "LIVE"
    DONE = "DONE"
    CANCELLED = "CANCELLED"
    ROLLED_BACK = "ROLLED_BACK"


BEFORE = frozenset({ReleaseStatus.PREPARING, ReleaseStatus.READY})
OUT = frozenset({ReleaseStatus.ROLLING, ReleaseStatus.LIVE})
STANDING = frozenset({ReleaseStatus.LIVE, ReleaseStatus.DONE})  # all traffic reached it, and it was not taken back
COMING = BEFORE | {ReleaseStatus.ROLLING}
APPROVED = STANDING | {ReleaseStatus.READY, ReleaseStatus.ROLLING}  # two people said Go
TAKEN_BACK = frozenset({ReleaseStatus.CANCELLED, ReleaseStatus.ROLLED_BACK})
ENDED = TAKEN_BACK | {ReleaseStatus.DONE}


class Risk(StrEnum):
    LOW = "LOW"
    MEDIUM = "MEDIUM"
    HIGH = "HIGH"


RISK_LABELS: dict[Risk, Sentence] = {Risk.LOW: N_("Rendah"), Risk.MEDIUM: N_("Sedang"), Risk.HIGH: N_("Tinggi")}

release_bugs = Table(
    "release_bugs",
    Base.metadata,
    Column("release_id", ForeignKey("releases.id", ondelete="CASCADE"), primary_key=True),
    Column("bug_id", ForeignKey("bug_reports.id", ondelete="RESTRICT"), primary_key=True, index=True),
)


class Release(Record):
    """`live_at` None: no traffic has reached it yet. `commit` is a Git hash, or empty where nobody knows.

    `frozen`: the checklist as it stood when the second person said Go, `frozen_sha256` of its canonical JSON.
    """

    __tablename__ = "releases"

    system: Mapped[str] = mapped_column(String(40))
    version: Mapped[str] = mapped_column(String(40))
    commit: Mapped[str] = mapped_column(String(40), default="", server_default="")
    planned_date: Mapped[date | None]
    live_at: Mapped[datetime | None] = mapped_column()
    status: Mapped[ReleaseStatus] = one_of(
        ReleaseStatus, "status", default=ReleaseStatus.PREPARING, server_default="PREPARING"
    )
    percent: Mapped[int] = mapped_column(SmallInteger, default=0, server_default="0")
    risk: Mapped[Risk] = one_of(Risk, "risk", default=Risk.MEDIUM, server_default="MEDIUM")
    notes: Mapped[str] = mapped_column(Text, default="", server_default="")
    reason: Mapped[str] = mapped_column(String(500), default="", server_default="")  # cancelled or taken back because
    reason_en: Mapped[str] = mapped_column(String(500), default="", server_default="")  # where the judge took it back
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    frozen: Mapped[list[Any] | None] = mapped_column()
    frozen_sha256: Mapped[str] = mapped_column(String(64), default="", server_default="")
    frozen_file_id: Mapped[int | None] = mapped_column(ForeignKey("stored_files.id"))  # the same as a PDF
    ended_at: Mapped[datetime | None]

    owner: Mapped[User | None] = relationship()
    frozen_file: Mapped[StoredFile | None] = relationship()
    bugs: Mapped[list[BugReport]] = relationship(secondary=release_bugs, order_by=BugReport.id)

    __table_args__ = (
        UniqueConstraint("system", "version"),
        Index("ix_releases_live_at", live_at, postgresql_where=live_at.is_not(None)),
        Index("ix_releases_status_id", status, "id"),
    )

    def __str__(self) -> str:
        return f"{self.system} {self.version}"

    @property
    def shown_reason(self) -> str:
        return in_own_language(self.reason, self.reason_en)
