"""Checks kept in the panel: what is looked at, what came of it, and when it was down or nobody looked."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, SmallInteger, String, Text, func
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.core.db import Base, Record, one_of
from app.core.flow import Action, Ask, Flow, Transition
from app.core.i18n import N_, in_own_language
from app.models.accounts.user import TECHNICAL


class CheckKind(StrEnum):
    HTTP = "HTTP"
    TCP = "TCP"
    DNS = "DNS"
    POSTGRESQL = "POSTGRESQL"
    REDIS = "REDIS"
    QUEUE_AGE = "QUEUE_AGE"
    DISK = "DISK"
    STORAGE = "STORAGE"
    MAIL = "MAIL"
    HEARTBEAT = "HEARTBEAT"


class CheckState(StrEnum):
    NEW = "NEW"
    UP = "UP"
    DOWN = "DOWN"
    PAUSED = "PAUSED"


class Check(Record):
    """`options` depend on the kind, see `workflows.monitoring.checks.check_options`; durations are seconds."""

    __tablename__ = "checks"

    name: Mapped[str] = mapped_column(String(80), unique=True)
    kind: Mapped[CheckKind] = one_of(CheckKind, "kind")
    target: Mapped[str] = mapped_column(String(250), default="", server_default="")
    options: Mapped[dict[str, Any]] = mapped_column(default=dict)
    interval_seconds: Mapped[int] = mapped_column(default=60)
    timeout_seconds: Mapped[int] = mapped_column(default=10)
    failure_threshold: Mapped[int] = mapped_column(SmallInteger, default=3)
    success_threshold: Mapped[int] = mapped_column(SmallInteger, default=2)
    grace_seconds: Mapped[int] = mapped_column(default=300)  # heartbeats only
    ping_hash: Mapped[str | None] = mapped_column(String(64), unique=True)  # SHA-256 of the heartbeat's address
    status: Mapped[CheckState] = one_of(CheckState, "status", default=CheckState.NEW, server_default="NEW")
    muted_until: Mapped[datetime | None] = mapped_column()
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    version: Mapped[int] = mapped_column(default=1, server_default="1")
    updated_at: Mapped[datetime] = mapped_column(server_default=func.now(), onupdate=func.now())

    run: Mapped["CheckRun"] = relationship(back_populates="check", uselist=False, cascade="all, delete-orphan")

    __table_args__ = (
        CheckConstraint("timeout_seconds < interval_seconds", name="timeout"),
        CheckConstraint("interval_seconds BETWEEN 10 AND 86400", name="interval"),
        CheckConstraint("failure_threshold BETWEEN 1 AND 20 AND success_threshold BETWEEN 1 AND 20", name="thresholds"),
        Index("ix_checks_status_id", status, "id"),
    )

    def __str__(self) -> str:
        return self.name


class CheckRun(Base):
    """The state machine's counters of a check, and the lease by which one worker at a time runs it."""

    __tablename__ = "check_runs"

    check_id: Mapped[int] = mapped_column(ForeignKey("checks.id", ondelete="CASCADE"), primary_key=True)
    due_at: Mapped[datetime] = mapped_column(server_default=func.now())
    leased_until: Mapped[datetime | None]
    streak: Mapped[int] = mapped_column(default=0, server_default="0")
    streak_ok: Mapped[bool] = mapped_column(default=True, server_default="true")
    streak_since: Mapped[datetime | None]
    last_at: Mapped[datetime | None]
    last_ms: Mapped[int | None]
    last_words: Mapped[str] = mapped_column(String(300), default="", server_default="")
    last_words_en: Mapped[str] = mapped_column(String(300), default="", server_default="")
    down_since: Mapped[datetime | None]
    changes: Mapped[list[Any]] = mapped_column(default=list, server_default="[]")  # ISO moments of the last 30 minutes
    unstable: Mapped[bool] = mapped_column(default=False, server_default="false")
    told: Mapped[bool] = mapped_column(default=False, server_default="false")
    ping_started_at: Mapped[datetime | None]
    ping_ended_at: Mapped[datetime | None]
    ping_failed_at: Mapped[datetime | None]

    check: Mapped[Check] = relationship(back_populates="run")

    @property
    def shown_words(self) -> str:
        return in_own_language(self.last_words, self.last_words_en)

    __table_args__ = (Index("ix_check_runs_due_at", due_at),)


class CheckResult(Record):
    """One look; kept for 48 hours. `words`: what was expected and what came, where it went wrong."""

    __tablename__ = "check_results"

    check_id: Mapped[int] = mapped_column(ForeignKey("checks.id", ondelete="CASCADE"))
    at: Mapped[datetime] = mapped_column()
    ok: Mapped[bool]
    ms: Mapped[int]
    words: Mapped[str] = mapped_column(String(300), default="", server_default="")
    words_en: Mapped[str] = mapped_column(String(300), default="", server_default="")

    @property
    def shown_words(self) -> str:
        return in_own_language(self.words, self.words_en)

    __table_args__ = (
        Index("ix_check_results_check_id_at", check_id, at.desc()),
        Index("ix_check_results_at", at),
    )


class CheckSum(Base):
    """Sums of five minutes: what charts are drawn from once the single results are gone."""

    __tablename__ = "check_sums"

    check_id: Mapped[int] = mapped_column(ForeignKey("checks.id", ondelete="CASCADE"), primary_key=True)
    at: Mapped[datetime] = mapped_column(primary_key=True)
    ok: Mapped[int] = mapped_column(default=0)
    failed: Mapped[int] = mapped_column(default=0)
    ms_sum: Mapped[int] = mapped_column(default=0)
    ms_max: Mapped[int] = mapped_column(default=0)


class PeriodKind(StrEnum):
    DOWN = "DOWN"
    NO_DATA = "NO_DATA"


class CheckPeriod(Record):
    """An interval in which a check was down, or in which nobody looked; `ended_at` None: still."""

    __tablename__ = "check_periods"

    check_id: Mapped[int] = mapped_column(ForeignKey("checks.id", ondelete="CASCADE"))
    kind: Mapped[PeriodKind] = one_of(PeriodKind, "kind")
    started_at: Mapped[datetime] = mapped_column()
    ended_at: Mapped[datetime | None] = mapped_column()
    words: Mapped[str] = mapped_column(Text, default="", server_default="")
    words_en: Mapped[str] = mapped_column(Text, default="", server_default="")

    @property
    def shown_words(self) -> str:
        return in_own_language(self.words, self.words_en)

    __table_args__ = (
        CheckConstraint("ended_at IS NULL OR ended_at >= started_at", name="order"),
        Index("ix_check_periods_check_id_started_at", check_id, started_at),
        Index(
            "uq_check_periods_open",
            check_id,
            unique=True,
            postgresql_where=(ended_at.is_(None)) & (kind == "DOWN"),
        ),
    )


KEEPERS = TECHNICAL
_S = CheckState

CHECK_FLOW = Flow(
    "check",
    Check,
    CheckState,
    {
        "test": Action(set(_S) - {_S.PAUSED}, by=KEEPERS, label=N_("Uji sekarang"), tone="primary"),
        "mute": Action(
            set(_S) - {_S.PAUSED},
            by=KEEPERS,
            label=N_("Bisukan"),
            asks=(Ask("minutes", N_("Berapa menit"), "integer", minimum=5, maximum=7 * 24 * 60),),
        ),
        "pause": Transition(set(_S) - {_S.PAUSED}, _S.PAUSED, by=KEEPERS, label=N_("Jeda")),
        "resume": Transition({_S.PAUSED}, _S.NEW, by=KEEPERS, label=N_("Lanjutkan"), tone="positive"),
        "go_down": Transition({_S.NEW, _S.UP}, _S.DOWN, by=frozenset(), label=N_("Turun"), fact="check.down"),
        "go_up": Transition({_S.NEW, _S.DOWN}, _S.UP, by=frozenset(), label=N_("Naik"), fact="check.up"),
    },
    subject="check_id",
    labels={
        _S.NEW: N_("Belum ada hasil"),
        _S.UP: N_("Berjalan"),
        _S.DOWN: N_("Gagal"),
        _S.PAUSED: N_("Dijeda"),
    },
    tones={_S.NEW: "neutral", _S.UP: "positive", _S.DOWN: "danger", _S.PAUSED: "neutral"},
)
KIND_LABELS = {
    CheckKind.HTTP: N_("Halaman HTTP"),
    CheckKind.TCP: N_("Port TCP"),
    CheckKind.DNS: N_("Nama DNS"),
    CheckKind.POSTGRESQL: N_("PostgreSQL"),
    CheckKind.REDIS: N_("Redis"),
    CheckKind.QUEUE_AGE: N_("Umur antrean"),
    CheckKind.DISK: N_("Ruang disk"),
    CheckKind.STORAGE: N_("Penyimpanan berkas"),
    CheckKind.MAIL: N_("Server e-mail"),
    CheckKind.HEARTBEAT: N_("Ping dari pekerjaan terjadwal"),
}
