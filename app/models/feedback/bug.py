"""Bug reports: what does not work as it should, how often, and what became of it."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, Computed, ForeignKey, Index, String, Text, func
from sqlalchemy.dialects.postgresql import TSVECTOR
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.core.db import Record, one_of, rank_of
from app.core.i18n import N_
from app.models.accounts.user import User
from app.models.files.document import StoredFile
from app.models.visits.visit import Priority


class BugStatus(StrEnum):
    NEW = "NEW"
    CONFIRMED = "CONFIRMED"
    IN_PROGRESS = "IN_PROGRESS"
    TESTING = "TESTING"
    FIXED = "FIXED"
    CANNOT_REPRODUCE = "CANNOT_REPRODUCE"
    DUPLICATE = "DUPLICATE"
    REJECTED = "REJECTED"


OPEN_BUGS = frozenset({BugStatus.NEW, BugStatus.CONFIRMED, BugStatus.IN_PROGRESS, BugStatus.TESTING})
ENDED_BUGS = frozenset(BugStatus) - OPEN_BUGS


class Impact(StrEnum):
    BLOCKING = "BLOCKING"
    MAJOR = "MAJOR"
    MINOR = "MINOR"
    COSMETIC = "COSMETIC"


class Frequency(StrEnum):
    ONCE = "ONCE"
    SOMETIMES = "SOMETIMES"
    OFTEN = "OFTEN"
    ALWAYS = "ALWAYS"


class BugReport(Record):
    """All texts are plain, with line breaks. `reports` counts this one and its linked duplicates.

    `priority` is what the table of app.policies.priority makes of impact, frequency and `reports`, unless staff
    have set `priority_override`.
    """

    __tablename__ = "bug_reports"

    number: Mapped[str] = mapped_column(String(20), unique=True)  # BUG-2026-000123
    title: Mapped[str] = mapped_column(String(150))
    steps: Mapped[str] = mapped_column(Text)
    expected: Mapped[str] = mapped_column(Text, default="")
    actual: Mapped[str] = mapped_column(Text, default="")
    environment: Mapped[str] = mapped_column(String(300), default="")
    found_version: Mapped[str] = mapped_column(String(40), default="")
    status: Mapped[BugStatus] = one_of(BugStatus, "status", default=BugStatus.NEW)
    impact: Mapped[Impact] = one_of(Impact, "impact", default=Impact.MINOR)
    frequency: Mapped[Frequency] = one_of(Frequency, "frequency", default=Frequency.SOMETIMES)
    reports: Mapped[int] = mapped_column(default=1)
    priority: Mapped[Priority] = one_of(Priority, "priority", default=Priority.LOW)
    priority_override: Mapped[Priority | None] = one_of(Priority, "priority_override", nullable=True)
    priority_reason: Mapped[str | None] = mapped_column(String(300))
    priority_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))

    # found by the team itself: members see nothing of it
    internal: Mapped[bool] = mapped_column(default=False, server_default="false")
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))  # whom additions are reported to
    unread_at: Mapped[datetime | None] = mapped_column()  # the reporter has added something staff have not reacted to
    reporter_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    origin_feedback_id: Mapped[int | None] = mapped_column(ForeignKey("feedback.id"), index=True)
    confirmed_at: Mapped[datetime | None]
    confirmed_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    reproduction: Mapped[str] = mapped_column(Text, default="")  # how it was reproduced
    fixed_at: Mapped[datetime | None] = mapped_column()
    fixed_version: Mapped[str | None] = mapped_column(String(40))
    duplicate_of_id: Mapped[int | None] = mapped_column(ForeignKey("bug_reports.id"), index=True)
    decided_at: Mapped[datetime | None]  # when it was fixed, rejected, not reproduced or found to be a duplicate
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    decision_reason: Mapped[str | None] = mapped_column(String(500))
    settled: Mapped[bool | None] = mapped_column()  # what its sender says of the outcome; None: nothing yet
    settled_at: Mapped[datetime | None] = mapped_column()
    handled_at: Mapped[datetime | None] = mapped_column()  # the mark "sudah ditindaklanjuti" of Laporan Pengguna
    handled_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    deleted_at: Mapped[datetime | None] = mapped_column()
    version: Mapped[int] = mapped_column(default=1)
    updated_at: Mapped[datetime] = mapped_column(server_default=func.now(), onupdate=func.now())
    search: Mapped[str] = mapped_column(
        TSVECTOR,
        Computed(
            "to_tsvector('indonesian', title || ' ' || left(steps, 10000) || ' ' || left(actual, 10000))",
            persisted=True,
        ),
        deferred=True,
    )

    reporter: Mapped[User | None] = relationship(foreign_keys=reporter_id)
    confirmed_by: Mapped[User | None] = relationship(foreign_keys=confirmed_by_id)
    decided_by: Mapped[User | None] = relationship(foreign_keys=decided_by_id)
    handled_by: Mapped[User | None] = relationship(foreign_keys=handled_by_id)
    priority_by: Mapped[User | None] = relationship(foreign_keys=priority_by_id)
    owner: Mapped[User | None] = relationship(foreign_keys=owner_id)
    duplicate_of: Mapped["BugReport | None"] = relationship(remote_side="BugReport.id")
    attachments: Mapped[list["BugAttachment"]] = relationship(order_by="BugAttachment.id")
    thread: Mapped[list["BugEntry"]] = relationship(order_by="BugEntry.id")

    __table_args__ = (
        CheckConstraint("duplicate_of_id <> id", name="not_of_itself"),
        CheckConstraint("(status = 'DUPLICATE') = (duplicate_of_id IS NOT NULL)", name="duplicate_of_one"),
        CheckConstraint("status <> 'FIXED' OR (fixed_version <> '' AND fixed_at IS NOT NULL)", name="fixed_in"),
        CheckConstraint(
            "status NOT IN ('CONFIRMED', 'IN_PROGRESS', 'TESTING', 'FIXED') OR confirmed_at IS NOT NULL",
            name="confirmed_first",
        ),
        CheckConstraint("(priority_override IS NULL) = (priority_reason IS NULL)", name="override_with_reason"),
        CheckConstraint("reports >= 1", name="reports"),
        Index("ix_bug_reports_search", search, postgresql_using="gin"),
        Index("ix_bug_reports_number_prefix", number, postgresql_ops={"number": "text_pattern_ops"}),
        Index("ix_bug_reports_status_id", status, "id"),
        Index("ix_bug_reports_status_rank", rank_of(status), "id"),
        Index("ix_bug_reports_priority_rank", rank_of(priority), "id"),
        Index("ix_bug_reports_priority_id", priority, "id"),
        Index("ix_bug_reports_impact_id", impact, "id"),
        Index("ix_bug_reports_reporter_id", reporter_id, "id"),
        Index("ix_bug_reports_found_version_id", found_version, "id"),
        Index("ix_bug_reports_fixed_version_id", fixed_version, "id"),
        Index("ix_bug_reports_created_at_id", "created_at", "id"),
        Index("ix_bug_reports_fixed_at", fixed_at, postgresql_where=fixed_at.is_not(None)),
        Index("ix_bug_reports_unread", "id", postgresql_where=unread_at.is_not(None)),
        Index("ix_bug_reports_owner_id", owner_id, "id", postgresql_where=owner_id.is_not(None)),
        Index("ix_bug_reports_waiting", "id", postgresql_where=handled_at.is_(None) & deleted_at.is_(None)),
    )

    def __str__(self) -> str:
        return self.number


class BugEntryKind(StrEnum):
    ANSWER = "ANSWER"  # by staff, the reporter reads it
    ADDITION = "ADDITION"  # by the reporter
    NOTE = "NOTE"  # internal: never leaves the panel


class BugEntry(Record):
    """One piece of the conversation under a bug report."""

    __tablename__ = "bug_entries"

    bug_id: Mapped[int] = mapped_column(ForeignKey("bug_reports.id"), index=True)
    kind: Mapped[BugEntryKind] = one_of(BugEntryKind, "kind")
    text: Mapped[str] = mapped_column(Text)
    author_id: Mapped[int] = mapped_column(ForeignKey("users.id"))

    author: Mapped[User] = relationship()


class BugAttachment(Record):
    __tablename__ = "bug_attachments"

    bug_id: Mapped[int] = mapped_column(ForeignKey("bug_reports.id"), index=True)
    file_id: Mapped[int] = mapped_column(ForeignKey("stored_files.id"))

    file: Mapped[StoredFile] = relationship()


VISIBILITY_LABELS = {"EXTERNAL": N_("Eksternal"), "INTERNAL": N_("Internal, hanya tim yang melihat")}
IMPACT_LABELS = {
    Impact.BLOCKING: N_("Pekerjaan terhenti atau data hilang"),
    Impact.MAJOR: N_("Fungsi penting tidak berjalan"),
    Impact.MINOR: N_("Mengganggu, ada jalan lain"),
    Impact.COSMETIC: N_("Hanya tampilan"),
}
FREQUENCY_LABELS = {
    Frequency.ALWAYS: N_("Selalu"),
    Frequency.OFTEN: N_("Sering"),
    Frequency.SOMETIMES: N_("Kadang-kadang"),
    Frequency.ONCE: N_("Baru sekali"),
}
