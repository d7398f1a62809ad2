"""Alarms of checks, of parts without a heartbeat, and of other systems' webhooks."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import BigInteger, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from app.core.db import Record, one_of
from app.core.flow import Flow, Transition
from app.core.i18n import N_, in_own_language
from app.models.monitoring.check import KEEPERS


class AlarmSource(StrEnum):
    CHECK = "CHECK"
    PART = "PART"  # a worker, the scheduler, a scheduled job
    ALERTMANAGER = "ALERTMANAGER"
    GRAFANA = "GRAFANA"
    JSON = "JSON"
    SLO = "SLO"


class AlarmStatus(StrEnum):
    OPEN = "OPEN"
    RESOLVED = "RESOLVED"


class Severity(StrEnum):
    SEV1 = "SEV1"
    SEV2 = "SEV2"
    SEV3 = "SEV3"
    SEV4 = "SEV4"


URGENT = frozenset({Severity.SEV1, Severity.SEV2})  # call at any hour, and are learned from
CAN_WAIT = frozenset({Severity.SEV3, Severity.SEV4})


class Alarm(Record):
    """Open at most once by source and fingerprint; `count` says how often it was told since `started_at`."""

    __tablename__ = "alarms"

    source: Mapped[AlarmSource] = one_of(AlarmSource, "source")
    fingerprint: Mapped[str] = mapped_column(String(120))
    title: Mapped[str] = mapped_column(String(200))
    words: Mapped[str] = mapped_column(String(1000), default="", server_default="")
    title_en: Mapped[str] = mapped_column(String(200), default="", server_default="")  # of our own sources
    words_en: Mapped[str] = mapped_column(String(1000), default="", server_default="")
    severity: Mapped[Severity] = one_of(Severity, "severity", default=Severity.SEV3)
    component: Mapped[str] = mapped_column(String(80), default="", server_default="")  # of the status page, by name
    labels: Mapped[dict[str, Any]] = mapped_column(default=dict, server_default="{}")
    group_key: Mapped[str] = mapped_column(String(500), default="", server_default="")
    partial: Mapped[bool] = mapped_column(default=False, server_default="false")  # the sender left alerts out
    muted: Mapped[bool] = mapped_column(default=False, server_default="false")  # began in an announced maintenance
    status: Mapped[AlarmStatus] = one_of(AlarmStatus, "status", default=AlarmStatus.OPEN, server_default="OPEN")
    started_at: Mapped[datetime] = mapped_column()
    last_seen_at: Mapped[datetime] = mapped_column()
    resolved_at: Mapped[datetime | None] = mapped_column()
    count: Mapped[int] = mapped_column(default=1, server_default="1")
    incident_id: Mapped[int | None] = mapped_column(BigInteger, index=True)

    @property
    def shown_title(self) -> str:
        return in_own_language(self.title, self.title_en)

    @property
    def shown_words(self) -> str:
        return in_own_language(self.words, self.words_en)

    __table_args__ = (
        Index("uq_alarms_open", source, fingerprint, unique=True, postgresql_where=status == "OPEN"),
        Index("ix_alarms_source_fingerprint", source, fingerprint, "id"),
        Index("ix_alarms_status_id", status, "id"),
        Index("ix_alarms_started_at_id", started_at, "id"),
    )

    def __str__(self) -> str:
        return self.title


ALARM_FLOW = Flow(
    "alarm",
    Alarm,
    AlarmStatus,
    {
        "resolve": Transition(
            {AlarmStatus.OPEN},
            AlarmStatus.RESOLVED,
            by=KEEPERS,
            label=N_("Sudah beres"),
            tone="positive",
            bulk=True,
            fact="alarm.resolved",
        ),
        "end": Transition(
            {AlarmStatus.OPEN}, AlarmStatus.RESOLVED, by=frozenset(), label=N_("Berakhir"), fact="alarm.resolved"
        ),
    },
    subject="alarm_id",
    labels={AlarmStatus.OPEN: N_("Berbunyi"), AlarmStatus.RESOLVED: N_("Beres")},
    tones={AlarmStatus.OPEN: "danger", AlarmStatus.RESOLVED: "positive"},
    facts={"created": "alarm.opened"},
)
SOURCE_LABELS = {
    AlarmSource.CHECK: N_("Pemeriksaan"),
    AlarmSource.PART: N_("Bagian Sigap"),
    AlarmSource.ALERTMANAGER: N_("Alertmanager"),
    AlarmSource.GRAFANA: N_("Grafana"),
    AlarmSource.JSON: N_("Webhook JSON"),
    AlarmSource.SLO: N_("Anggaran galat"),
}
