"""Backups that were made, drills that restored one, and what is wrong with either."""

from datetime import UTC, datetime, time
from enum import StrEnum

from sqlalchemy import BigInteger, ForeignKey, Index, SmallInteger, String, literal_column
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.core.db import Record, one_of
from app.core.flow import Ask, Flow, Transition
from app.core.i18n import N_, Sentence
from app.models.accounts.user import OPERATORS, User

KEEPERS = OPERATORS

NIGHTLY_BACKUP = time(18, tzinfo=UTC)  # 01.00 WIB
WEEKLY_DRILL = time(20, tzinfo=UTC)  # of Saturday: Sunday 03.00 WIB


class BackupStatus(StrEnum):
    WAITING = "WAITING"
    RUNNING = "RUNNING"
    GOOD = "GOOD"  # read back after it was written
    INCOMPLETE = "INCOMPLETE"  # kept, but files are missing from the storage: it never counts as the last good one
    FAILED = "FAILED"
    REMOVED = "REMOVED"  # by the retention rule


UNFINISHED_BACKUPS = frozenset({BackupStatus.WAITING, BackupStatus.RUNNING})

BACKUP_LABELS: dict[BackupStatus, Sentence] = {
    BackupStatus.WAITING: N_("Menunggu"),
    BackupStatus.RUNNING: N_("Sedang dibuat"),
    BackupStatus.GOOD: N_("Baik"),
    BackupStatus.INCOMPLETE: N_("Tidak lengkap"),
    BackupStatus.FAILED: N_("Gagal"),
    BackupStatus.REMOVED: N_("Dihapus"),
}
BACKUP_TONES = {
    BackupStatus.WAITING: "neutral",
    BackupStatus.RUNNING: "warning",
    BackupStatus.GOOD: "success",
    BackupStatus.INCOMPLETE: "danger",
    BackupStatus.FAILED: "danger",
    BackupStatus.REMOVED: "neutral",
}


class Backup(Record):
    """`size` in bytes of the encrypted archive, `sha256` of exactly those bytes; `snapshot_at`: the state it holds."""

    __tablename__ = "backups"

    status: Mapped[BackupStatus] = one_of(BackupStatus, "status", default=BackupStatus.WAITING)
    name: Mapped[str | None] = mapped_column(String(60), unique=True)
    place: Mapped[str] = mapped_column(String(200), default="", server_default="")
    asked_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    snapshot_at: Mapped[datetime | None] = mapped_column()
    finished_at: Mapped[datetime | None]
    leased_until: Mapped[datetime | None]  # whose worker died has failed after this
    done_percent: Mapped[int] = mapped_column(SmallInteger, default=0, server_default="0")
    size: Mapped[int | None] = mapped_column(BigInteger)
    sha256: Mapped[str] = mapped_column(String(64), default="", server_default="")
    row_count: Mapped[int | None] = mapped_column(BigInteger)
    file_count: Mapped[int | None]
    schema_head: Mapped[str] = mapped_column(String(32), default="", server_default="")
    recipients: Mapped[str] = mapped_column(String(500), default="", server_default="")  # public age recipients
    error: Mapped[str] = mapped_column(String(500), default="", server_default="")

    asked_by: Mapped[User | None] = relationship()

    __table_args__ = (
        Index("ix_backups_status_snapshot", status, snapshot_at),
        Index(
            "uq_backups_open", literal_column("(1)"), unique=True, postgresql_where=status.in_(["WAITING", "RUNNING"])
        ),
    )


class DrillStatus(StrEnum):
    WAITING = "WAITING"
    RUNNING = "RUNNING"
    PASSED = "PASSED"
    FAILED = "FAILED"


UNFINISHED_DRILLS = frozenset({DrillStatus.WAITING, DrillStatus.RUNNING})

DRILL_LABELS: dict[DrillStatus, Sentence] = {
    DrillStatus.WAITING: N_("Menunggu"),
    DrillStatus.RUNNING: N_("Sedang diuji"),
    DrillStatus.PASSED: N_("Lulus"),
    DrillStatus.FAILED: N_("Gagal"),
}
DRILL_TONES = {
    DrillStatus.WAITING: "neutral",
    DrillStatus.RUNNING: "warning",
    DrillStatus.PASSED: "success",
    DrillStatus.FAILED: "danger",
}


class RestoreDrill(Record):
    """A backup restored into a throw-away database; `rto_seconds`: in what time, `rpo_seconds`: how old it was."""

    __tablename__ = "restore_drills"

    status: Mapped[DrillStatus] = one_of(DrillStatus, "status", default=DrillStatus.WAITING)
    backup_name: Mapped[str] = mapped_column(String(60), default="", server_default="")
    asked_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    started_at: Mapped[datetime | None]
    finished_at: Mapped[datetime | None] = mapped_column()
    leased_until: Mapped[datetime | None]
    rto_seconds: Mapped[int | None]
    rpo_seconds: Mapped[int | None] = mapped_column(BigInteger)
    table_count: Mapped[int | None]
    row_count: Mapped[int | None] = mapped_column(BigInteger)
    file_count: Mapped[int | None]
    page: Mapped[str] = mapped_column(String(200), default="", server_default="")  # what was opened with the data
    error: Mapped[str] = mapped_column(String(500), default="", server_default="")

    asked_by: Mapped[User | None] = relationship()

    __table_args__ = (
        Index("ix_restore_drills_status_finished", status, finished_at),
        Index(
            "uq_restore_drills_open",
            literal_column("(1)"),
            unique=True,
            postgresql_where=status.in_(["WAITING", "RUNNING"]),
        ),
    )


class BackupFault(StrEnum):
    TOO_OLD = "TOO_OLD"
    SIZE = "SIZE"
    FAILED = "FAILED"
    INCOMPLETE = "INCOMPLETE"
    DRILL_TOO_OLD = "DRILL_TOO_OLD"
    DRILL_FAILED = "DRILL_FAILED"


BACKUP_FAULT_LABELS: dict[BackupFault, Sentence] = {
    BackupFault.TOO_OLD: N_("Cadangan terakhir terlalu lama"),
    BackupFault.SIZE: N_("Ukuran cadangan berubah tajam"),
    BackupFault.FAILED: N_("Cadangan gagal"),
    BackupFault.INCOMPLETE: N_("Cadangan tidak lengkap"),
    BackupFault.DRILL_TOO_OLD: N_("Uji pulih sudah terlalu lama"),
    BackupFault.DRILL_FAILED: N_("Uji pulih gagal"),
}


class AlarmStatus(StrEnum):
    OPEN = "OPEN"
    DONE = "DONE"


class BackupAlarm(Record):
    """One open row for each fault; `detail` in the operator's words."""

    __tablename__ = "backup_alarms"

    fault: Mapped[BackupFault] = one_of(BackupFault, "fault")
    detail: Mapped[str] = mapped_column(String(500), default="", server_default="")
    status: Mapped[AlarmStatus] = one_of(AlarmStatus, "status", default=AlarmStatus.OPEN)
    note: Mapped[str] = mapped_column(String(500), default="", server_default="")
    resolved_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    resolved_at: Mapped[datetime | None]

    resolved_by: Mapped[User | None] = relationship()

    __table_args__ = (
        Index("uq_backup_alarms_open", fault, unique=True, postgresql_where=status == "OPEN"),
        Index("ix_backup_alarms_status_id", status, "id"),
    )


BACKUP_ALARM_FLOW = Flow(
    "backup_alarm",
    BackupAlarm,
    AlarmStatus,
    {
        "resolve": Transition(
            {AlarmStatus.OPEN},
            AlarmStatus.DONE,
            by=KEEPERS,
            label=N_("Sudah ditangani"),
            tone="positive",
            asks=(Ask("note", N_("Apa yang dilakukan"), "text"),),
        ),
        "clear": Transition(
            {AlarmStatus.OPEN}, AlarmStatus.DONE, by=frozenset(), label=N_("Selesai dengan sendirinya")
        ),
    },
    subject="alarm_id",
    labels={AlarmStatus.OPEN: N_("Perlu diperiksa"), AlarmStatus.DONE: N_("Selesai")},
    tones={AlarmStatus.OPEN: "danger", AlarmStatus.DONE: "positive"},
)
