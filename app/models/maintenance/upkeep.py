"""What Sigap does for itself: each run with its result, sizes by day, slow queries, chosen retention, parts it uses."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, func
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.core.db import Record, one_of
from app.core.i18n import N_, Sentence, in_own_language
from app.models.files.document import StoredFile

DISK = "(disk)"  # the name under which the used bytes of the disk are sampled


class UpkeepTask(StrEnum):
    VACUUM = "VACUUM"
    INDEXES = "INDEXES"
    RETENTION = "RETENTION"
    ORPHANS = "ORPHANS"
    SIZES = "SIZES"
    DEPENDENCIES = "DEPENDENCIES"


class UpkeepRun(Record):
    """One run of one task: `started_at`, `ms` long, `words` what came of it."""

    __tablename__ = "care_runs"

    task: Mapped[UpkeepTask] = one_of(UpkeepTask, "task")
    started_at: Mapped[datetime]
    ms: Mapped[int]
    ok: Mapped[bool]
    words: Mapped[str] = mapped_column(String(500))
    words_en: Mapped[str] = mapped_column(String(500), default="", server_default="")

    __table_args__ = (Index("ix_care_runs_task_id", task, "id"),)

    @property
    def shown_words(self) -> str:
        return in_own_language(self.words, self.words_en)


class SizeSample(Record):
    """Bytes of a table with its indexes and about how many rows it has, on one day; of the disk under DISK."""

    __tablename__ = "size_samples"

    day: Mapped[date] = mapped_column()
    name: Mapped[str] = mapped_column(String(63))
    size: Mapped[int] = mapped_column(BigInteger)
    row_count: Mapped[int] = mapped_column(BigInteger, default=0)

    __table_args__ = (UniqueConstraint(name, day), Index("ix_size_samples_day", day))


class SlowQuery(Record):
    """A statement that was seen at work for a second or longer; without values, which are parameters."""

    __tablename__ = "slow_queries"

    query_sha256: Mapped[str] = mapped_column(String(64), unique=True)
    text: Mapped[str] = mapped_column(Text)
    seen: Mapped[int] = mapped_column(default=1)
    longest_ms: Mapped[int]
    last_at: Mapped[datetime] = mapped_column(index=True)


class RetentionChoice(Record):
    """Days that rows of a table are kept, chosen in the panel; else the setting's or the rule's own."""

    __tablename__ = "retention_choices"

    from_table: Mapped[str] = mapped_column(String(63), unique=True)
    days: Mapped[int]
    version: Mapped[int] = mapped_column(default=1, server_default="1")
    updated_at: Mapped[datetime] = mapped_column(server_default=func.now(), onupdate=func.now())

    __table_args__ = (CheckConstraint("days BETWEEN 1 AND 36600", name="days"),)


class Ecosystem(StrEnum):
    PYTHON = "PYTHON"
    NPM = "NPM"
    SYSTEM = "SYSTEM"
    SERVER = "SERVER"


class Dependency(Record):
    """A part that is installed. `latest` and `vulnerabilities` None: nobody could look."""

    __tablename__ = "dependencies"

    ecosystem: Mapped[Ecosystem] = one_of(Ecosystem, "ecosystem")
    name: Mapped[str] = mapped_column(String(120))
    installed: Mapped[str] = mapped_column(String(80))
    latest: Mapped[str | None] = mapped_column(String(80))
    behind: Mapped[int | None]  # releases between
    licence: Mapped[str] = mapped_column(String(120), default="", server_default="")
    vulnerabilities: Mapped[list[Any] | None] = mapped_column()  # of {"id", "summary", "fixed"}
    looked_at: Mapped[datetime]

    __table_args__ = (UniqueConstraint(ecosystem, name),)

    def __str__(self) -> str:
        return f"{self.name} {self.installed}"


class FitKind(StrEnum):
    BROWSER = "BROWSER"
    SYSTEM = "SYSTEM"
    DEVICE = "DEVICE"


class Fit(StrEnum):
    WORKS = "WORKS"
    PARTLY = "PARTLY"
    FAILS = "FAILS"
    UNTRIED = "UNTRIED"


class Compatibility(Record):
    """One cell of the matrix: a browser, system or device with its versions, and whether Sigap works there."""

    __tablename__ = "compatibilities"

    kind: Mapped[FitKind] = one_of(FitKind, "kind")
    name: Mapped[str] = mapped_column(String(80))
    versions: Mapped[str] = mapped_column(String(80), default="", server_default="")
    fit: Mapped[Fit] = one_of(Fit, "fit", default=Fit.UNTRIED)
    tried_date: Mapped[date | None]
    notes: Mapped[str] = mapped_column(String(500), default="", server_default="")
    version: Mapped[int] = mapped_column(default=1, server_default="1")
    updated_at: Mapped[datetime] = mapped_column(server_default=func.now(), onupdate=func.now())

    __table_args__ = (UniqueConstraint(kind, name, versions),)

    def __str__(self) -> str:
        return f"{self.name} {self.versions}".strip()


class MaintenanceMonth(Record):
    """The report of a month as it was told; its first day names it."""

    __tablename__ = "maintenance_months"

    month: Mapped[date] = mapped_column(unique=True)
    file_id: Mapped[int] = mapped_column(ForeignKey("stored_files.id"))

    file: Mapped[StoredFile] = relationship()


TASK_LABELS: dict[UpkeepTask, Sentence] = {
    UpkeepTask.VACUUM: N_("VACUUM dan ANALYZE"),
    UpkeepTask.INDEXES: N_("Indeks"),
    UpkeepTask.RETENTION: N_("Retensi"),
    UpkeepTask.ORPHANS: N_("Berkas tanpa pemilik"),
    UpkeepTask.SIZES: N_("Ukuran"),
    UpkeepTask.DEPENDENCIES: N_("Dependensi"),
}
ECOSYSTEM_LABELS: dict[Ecosystem, Sentence] = {
    Ecosystem.PYTHON: N_("Paket Python"),
    Ecosystem.NPM: N_("Paket peramban"),
    Ecosystem.SYSTEM: N_("Paket sistem operasi"),
    Ecosystem.SERVER: N_("Server"),
}
FIT_KIND_LABELS: dict[FitKind, Sentence] = {
    FitKind.BROWSER: N_("Peramban"),
    FitKind.SYSTEM: N_("Sistem operasi"),
    FitKind.DEVICE: N_("Perangkat"),
}
FIT_LABELS: dict[Fit, Sentence] = {
    Fit.WORKS: N_("Cocok"),
    Fit.PARTLY: N_("Sebagian"),
    Fit.FAILS: N_("Tidak cocok"),
    Fit.UNTRIED: N_("Belum dicoba"),
}
