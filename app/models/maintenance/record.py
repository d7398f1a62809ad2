"""Maintenance as work of one person with a day: preventive, corrective, adaptive, perfective."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, func
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.core.db import Record, one_of, rank_of
from app.core.i18n import N_, Sentence
from app.models.accounts.user import User
from app.models.feedback.bug import BugReport
from app.models.releases.release import Release
from app.models.status.status_page import PlannedMaintenance


class MaintenanceKind(StrEnum):
    PREVENTIVE = "PREVENTIVE"
    CORRECTIVE = "CORRECTIVE"
    ADAPTIVE = "ADAPTIVE"
    PERFECTIVE = "PERFECTIVE"


class MaintenanceTopic(StrEnum):
    UPDATE = "UPDATE"
    SECURITY_PATCH = "SECURITY_PATCH"
    DATABASE = "DATABASE"
    LOGS = "LOGS"
    HEALTH = "HEALTH"
    BUG = "BUG"
    COMPATIBILITY = "COMPATIBILITY"
    REGULATION = "REGULATION"
    PERFORMANCE = "PERFORMANCE"
    REFACTORING = "REFACTORING"


_K, _T = MaintenanceKind, MaintenanceTopic
KIND_OF: dict[MaintenanceTopic, MaintenanceKind] = {
    _T.UPDATE: _K.PREVENTIVE,
    _T.SECURITY_PATCH: _K.PREVENTIVE,
    _T.DATABASE: _K.PREVENTIVE,
    _T.LOGS: _K.PREVENTIVE,
    _T.HEALTH: _K.PREVENTIVE,
    _T.BUG: _K.CORRECTIVE,
    _T.COMPATIBILITY: _K.ADAPTIVE,
    _T.REGULATION: _K.ADAPTIVE,
    _T.PERFORMANCE: _K.PERFECTIVE,
    _T.REFACTORING: _K.PERFECTIVE,
}


class MaintenanceRecordStatus(StrEnum):
    PLANNED = "PLANNED"
    IN_PROGRESS = "IN_PROGRESS"
    DONE = "DONE"
    CANCELLED = "CANCELLED"


class RepeatUnit(StrEnum):
    DAY = "DAY"
    WEEK = "WEEK"
    MONTH = "MONTH"
    YEAR = "YEAR"


class MaintenanceRule(Record):
    """Makes a record `lead_days` before each of its days: `every` units after `start_date`, `made` of them so far.

    `checklist`: one item per line.
    """

    __tablename__ = "maintenance_rules"

    title: Mapped[str] = mapped_column(String(150))
    topic: Mapped[MaintenanceTopic] = one_of(MaintenanceTopic, "topic")
    every: Mapped[int] = mapped_column(default=1)
    unit: Mapped[RepeatUnit] = one_of(RepeatUnit, "unit", default=RepeatUnit.MONTH)
    start_date: Mapped[date]
    lead_days: Mapped[int] = mapped_column(default=7)
    owner_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    checklist: Mapped[str] = mapped_column(Text, default="", server_default="")
    active: Mapped[bool] = mapped_column(default=True, server_default="true")
    made: Mapped[int] = mapped_column(default=0, server_default="0")
    version: Mapped[int] = mapped_column(default=1, server_default="1")
    updated_at: Mapped[datetime] = mapped_column(server_default=func.now(), onupdate=func.now())

    owner: Mapped[User] = relationship()

    __table_args__ = (
        CheckConstraint("every BETWEEN 1 AND 365", name="every"),
        CheckConstraint("lead_days BETWEEN 0 AND 90", name="lead_days"),
    )

    def __str__(self) -> str:
        return self.title


class MaintenanceRecord(Record):
    """`available_date` and `applied_date`: of a security patch; the days between are its latency.

    `figure_before`, `figure_after`: what was measured, named with its unit by `figure_name`.
    """

    __tablename__ = "maintenance_records"

    number: Mapped[str] = mapped_column(String(20), unique=True)  # PML-2026-000001
    kind: Mapped[MaintenanceKind] = one_of(MaintenanceKind, "kind")
    topic: Mapped[MaintenanceTopic] = one_of(MaintenanceTopic, "topic")
    title: Mapped[str] = mapped_column(String(150))
    description: Mapped[str] = mapped_column(Text, default="", server_default="")
    status: Mapped[MaintenanceRecordStatus] = one_of(
        MaintenanceRecordStatus, "status", default=MaintenanceRecordStatus.PLANNED, server_default="PLANNED"
    )
    owner_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    due_date: Mapped[date | None] = mapped_column()
    available_date: Mapped[date | None]
    applied_date: Mapped[date | None]
    figure_name: Mapped[str] = mapped_column(String(80), default="", server_default="")
    figure_before: Mapped[float | None]
    figure_after: Mapped[float | None]
    started_at: Mapped[datetime | None]
    finished_at: Mapped[datetime | None] = mapped_column()
    cancelled_at: Mapped[datetime | None]
    outcome: Mapped[str] = mapped_column(String(2000), default="", server_default="")
    reminded_at: Mapped[datetime | None]
    rule_id: Mapped[int | None] = mapped_column(ForeignKey("maintenance_rules.id", ondelete="SET NULL"))
    bug_id: Mapped[int | None] = mapped_column(ForeignKey("bug_reports.id"), index=True)
    release_id: Mapped[int | None] = mapped_column(ForeignKey("releases.id"), index=True)
    plan_id: Mapped[int | None] = mapped_column(ForeignKey("planned_maintenances.id"), unique=True)
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    version: Mapped[int] = mapped_column(default=1, server_default="1")
    updated_at: Mapped[datetime] = mapped_column(server_default=func.now(), onupdate=func.now())

    owner: Mapped[User] = relationship(foreign_keys=owner_id)
    bug: Mapped[BugReport | None] = relationship()
    release: Mapped[Release | None] = relationship()
    plan: Mapped[PlannedMaintenance | None] = relationship()

    __table_args__ = (
        CheckConstraint("(status = 'DONE') = (finished_at IS NOT NULL)", name="finished"),
        CheckConstraint("applied_date IS NULL OR applied_date >= available_date", name="patch"),
        UniqueConstraint(rule_id, due_date),
        Index("ix_maintenance_records_status_id", "status", "id"),
        Index("ix_maintenance_records_kind_id", "kind", "id"),
        Index("ix_maintenance_records_finished_at", finished_at),
        Index("ix_maintenance_records_number_prefix", number, postgresql_ops={"number": "text_pattern_ops"}),
    )

    def __str__(self) -> str:
        return self.number


Index("ix_maintenance_records_status_rank", rank_of(MaintenanceRecord.status), MaintenanceRecord.id)


class MaintenanceItem(Record):
    """One line of a record's checklist."""

    __tablename__ = "maintenance_items"

    record_id: Mapped[int] = mapped_column(ForeignKey("maintenance_records.id"), index=True)
    label: Mapped[str] = mapped_column(String(200))
    done_at: Mapped[datetime | None]
    done_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))

    done_by: Mapped[User | None] = relationship()


KIND_LABELS: dict[MaintenanceKind, Sentence] = {
    _K.PREVENTIVE: N_("Preventif"),
    _K.CORRECTIVE: N_("Korektif"),
    _K.ADAPTIVE: N_("Adaptif"),
    _K.PERFECTIVE: N_("Perfektif"),
}
TOPIC_LABELS: dict[MaintenanceTopic, Sentence] = {
    _T.UPDATE: N_("Pembaruan"),
    _T.SECURITY_PATCH: N_("Tambalan keamanan"),
    _T.DATABASE: N_("Perawatan basis data"),
    _T.LOGS: N_("Pembersihan log"),
    _T.HEALTH: N_("Pemeriksaan kesehatan"),
    _T.BUG: N_("Perbaikan bug"),
    _T.COMPATIBILITY: N_("Kecocokan peramban, sistem, dan perangkat"),
    _T.REGULATION: N_("Peraturan"),
    _T.PERFORMANCE: N_("Kinerja"),
    _T.REFACTORING: N_("Perapian kode"),
}
UNIT_LABELS: dict[RepeatUnit, Sentence] = {
    RepeatUnit.DAY: N_("hari"),
    RepeatUnit.WEEK: N_("minggu"),
    RepeatUnit.MONTH: N_("bulan"),
    RepeatUnit.YEAR: N_("tahun"),
}
