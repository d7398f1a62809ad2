"""The status page: what customers see of each component, and maintenance that was announced."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, String, Text, func
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.core.db import Record, one_of
from app.core.errors import DomainError
from app.core.flow import Action, Ask, Condition, Flow, Transition
from app.core.i18n import N_
from app.models.accounts.user import TECHNICAL
from app.models.monitoring.check import Check


class ComponentState(StrEnum):
    """In Statuspage's words, the worst last."""

    OPERATIONAL = "operational"
    UNDER_MAINTENANCE = "under_maintenance"
    DEGRADED = "degraded_performance"
    PARTIAL = "partial_outage"
    MAJOR = "major_outage"


class StatusComponent(Record):
    """`hand_state` until `hand_until`: set by a person; the worst of check, hand and public incidents is shown."""

    __tablename__ = "status_components"

    name: Mapped[str] = mapped_column(String(80), unique=True)
    group_name: Mapped[str] = mapped_column(String(80), default="", server_default="")
    description: Mapped[str] = mapped_column(String(300), default="", server_default="")
    name_en: Mapped[str] = mapped_column(String(80), default="", server_default="")
    group_name_en: Mapped[str] = mapped_column(String(80), default="", server_default="")
    description_en: Mapped[str] = mapped_column(String(300), default="", server_default="")
    position: Mapped[int] = mapped_column(default=0, server_default="0")
    check_id: Mapped[int | None] = mapped_column(ForeignKey("checks.id", ondelete="SET NULL"))
    hand_state: Mapped[ComponentState] = one_of(
        ComponentState, "hand_state", default=ComponentState.OPERATIONAL, server_default="operational"
    )
    hand_until: Mapped[datetime | None]
    shown_state: Mapped[ComponentState] = one_of(  # what the page showed last
        ComponentState, "shown_state", default=ComponentState.OPERATIONAL, server_default="operational"
    )
    # what the mirror was told last: name, description, status; and every name it was told, the newest last
    mirrored: Mapped[dict[str, Any] | None] = mapped_column(JSONB(none_as_null=True))
    mirrored_names: Mapped[list[str]] = mapped_column(ARRAY(String(80)), default=list, server_default="{}")
    version: Mapped[int] = mapped_column(default=1, server_default="1")
    updated_at: Mapped[datetime] = mapped_column(server_default=func.now(), onupdate=func.now())

    check: Mapped[Check | None] = relationship()

    def __str__(self) -> str:
        return self.name

    def name_in(self, locale: str) -> str:
        return self.name_en or self.name if locale == "en" else self.name

    def description_in(self, locale: str) -> str:
        return self.description_en or self.description if locale == "en" else self.description


class MaintenanceStatus(StrEnum):
    SCHEDULED = "SCHEDULED"
    IN_PROGRESS = "IN_PROGRESS"
    COMPLETED = "COMPLETED"
    CANCELLED = "CANCELLED"


NOT_OVER = frozenset({MaintenanceStatus.SCHEDULED, MaintenanceStatus.IN_PROGRESS})
TAKES_PLACE = NOT_OVER | {MaintenanceStatus.COMPLETED}


class PlannedMaintenance(Record):
    """Announced when made; only what was announced before its start leaves the uptime."""

    __tablename__ = "planned_maintenances"

    title: Mapped[str] = mapped_column(String(150))
    title_en: Mapped[str] = mapped_column(String(150), default="", server_default="")
    text: Mapped[str] = mapped_column(Text, default="", server_default="")
    text_en: Mapped[str] = mapped_column(Text, default="", server_default="")
    component_ids: Mapped[list[int]] = mapped_column(ARRAY(BigInteger), default=list, server_default="{}")
    starts_at: Mapped[datetime] = mapped_column()
    ends_at: Mapped[datetime] = mapped_column()
    announced_at: Mapped[datetime]
    began_at: Mapped[datetime | None]
    verifying_since: Mapped[datetime | None]  # the work is done, its result is being checked
    ended_at: Mapped[datetime | None]
    status: Mapped[MaintenanceStatus] = one_of(
        MaintenanceStatus, "status", default=MaintenanceStatus.SCHEDULED, server_default="SCHEDULED"
    )
    outcome: Mapped[str] = mapped_column(String(2000), default="", server_default="")
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    version: Mapped[int] = mapped_column(default=1, server_default="1")
    updated_at: Mapped[datetime] = mapped_column(server_default=func.now(), onupdate=func.now())

    __table_args__ = (
        CheckConstraint("ends_at > starts_at", name="order"),
        Index("ix_planned_maintenances_status_id", "status", "id"),
        Index("ix_planned_maintenances_ends_at", ends_at),
    )

    def __str__(self) -> str:
        return self.title


class AlreadyVerifying(DomainError):
    code = "already_verifying"
    sentence = N_("Hasil pemeliharaan ini sudah mulai diperiksa.")


_S = MaintenanceStatus
_NOT_VERIFYING = Condition(lambda _actor: PlannedMaintenance.verifying_since.is_(None), AlreadyVerifying)
MAINTENANCE_FLOW = Flow(
    "maintenance",
    PlannedMaintenance,
    MaintenanceStatus,
    {
        "finish": Transition(
            NOT_OVER,
            _S.COMPLETED,
            by=TECHNICAL,
            label=N_("Selesai"),
            tone="positive",
            asks=(Ask("outcome", N_("Hasilnya"), "long_text", max_length=2000),),
            fact="maintenance.completed",
        ),
        "verify": Action(
            {_S.IN_PROGRESS},
            by=TECHNICAL,
            when=(_NOT_VERIFYING,),
            label=N_("Mulai periksa hasil"),
            fact="maintenance.verifying",
        ),
        "cancel": Transition(
            {_S.SCHEDULED},
            _S.CANCELLED,
            by=TECHNICAL,
            label=N_("Batalkan"),
            tone="danger",
            asks=(Ask("reason", N_("Alasan"), max_length=500),),
            fact="maintenance.cancelled",
        ),
        "begin": Transition(
            {_S.SCHEDULED}, _S.IN_PROGRESS, by=frozenset(), label=N_("Dimulai"), fact="maintenance.started"
        ),
        "end": Transition(
            {_S.IN_PROGRESS}, _S.COMPLETED, by=frozenset(), label=N_("Berakhir"), fact="maintenance.completed"
        ),
    },
    subject="maintenance_id",
    labels={
        _S.SCHEDULED: N_("Dijadwalkan"),
        _S.IN_PROGRESS: N_("Berlangsung"),
        _S.COMPLETED: N_("Selesai"),
        _S.CANCELLED: N_("Dibatalkan"),
    },
    tones={_S.SCHEDULED: "primary", _S.IN_PROGRESS: "warning", _S.COMPLETED: "positive", _S.CANCELLED: "neutral"},
    facts={"created": "maintenance.scheduled"},
)
STATE_LABELS = {
    ComponentState.OPERATIONAL: N_("Berjalan"),
    ComponentState.UNDER_MAINTENANCE: N_("Pemeliharaan"),
    ComponentState.DEGRADED: N_("Lambat"),
    ComponentState.PARTIAL: N_("Sebagian terganggu"),
    ComponentState.MAJOR: N_("Terganggu"),
}
