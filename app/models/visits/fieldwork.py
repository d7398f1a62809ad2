"""Requests for more days, and alerts about people who did not come."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, SmallInteger, String, func
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column, relationship
from sqlalchemy.types import BigInteger

from app.core.db import Record, one_of, rank_of
from app.core.flow import Ask, Flow, Transition
from app.core.i18n import N_
from app.models.accounts.user import DESK, User
from app.models.visits.assignment import Assignment
from app.models.visits.visit import VisitTicket


class RequestStatus(StrEnum):
    PENDING = "PENDING"
    APPROVED = "APPROVED"
    REJECTED = "REJECTED"
    LAPSED = "LAPSED"  # the visit ended before anybody decided


class ExtensionRequest(Record):
    """Tambah Hari: a technician asks for more days."""

    __tablename__ = "extension_requests"

    visit_id: Mapped[int] = mapped_column(ForeignKey("visit_tickets.id"), index=True)
    requested_by_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    days: Mapped[int] = mapped_column(SmallInteger)
    reason: Mapped[str] = mapped_column(String(500))
    asked_at: Mapped[datetime] = mapped_column(server_default=func.now())  # pressed; created_at: arrived
    status: Mapped[RequestStatus] = one_of(RequestStatus, "status", default=RequestStatus.PENDING)
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    decided_at: Mapped[datetime | None]
    decision_note: Mapped[str] = mapped_column(String(500), default="")
    leaving_ids: Mapped[list[int]] = mapped_column(ARRAY(BigInteger), default=list)  # technicians who cannot stay

    visit: Mapped[VisitTicket] = relationship()
    requested_by: Mapped[User] = relationship(foreign_keys=requested_by_id)
    decided_by: Mapped[User | None] = relationship(foreign_keys=decided_by_id)

    __table_args__ = (
        CheckConstraint("days BETWEEN 1 AND 30", name="days"),
        Index("uq_extension_requests_one_pending", visit_id, unique=True, postgresql_where=status == "PENDING"),
        Index("ix_extension_requests_status_id", status, "id"),
        Index("ix_extension_requests_status_rank", rank_of(status), "id"),
        Index("ix_extension_requests_asked_at_id", asked_at, "id"),
    )

    def __str__(self) -> str:
        return f"{self.visit.number} +{self.days}"


class AlertStatus(StrEnum):
    OPEN = "OPEN"
    WAITING = "WAITING"
    CONTINUED = "CONTINUED"
    REPLACED = "REPLACED"
    ARRIVED = "ARRIVED"
    LAPSED = "LAPSED"  # the visit or the place ended before anybody decided


PENDING_ALERTS = frozenset({AlertStatus.OPEN, AlertStatus.WAITING})


class EmergencyAlert(Record):
    """Planned start passed and a technician has not checked in: CS decides."""

    __tablename__ = "emergency_alerts"

    visit_id: Mapped[int] = mapped_column(ForeignKey("visit_tickets.id"), index=True)
    assignment_id: Mapped[int] = mapped_column(ForeignKey("assignments.id"))
    status: Mapped[AlertStatus] = one_of(AlertStatus, "status", default=AlertStatus.OPEN)
    raised_at: Mapped[datetime] = mapped_column()
    wait_until: Mapped[datetime | None]
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    decided_at: Mapped[datetime | None]
    minutes_lost: Mapped[int | None]  # planned start to the decision, or to the arrival
    note: Mapped[str] = mapped_column(String(500), default="")

    visit: Mapped[VisitTicket] = relationship()
    assignment: Mapped[Assignment] = relationship()
    decided_by: Mapped[User | None] = relationship()

    __table_args__ = (
        Index(
            "uq_emergency_alerts_one_open",
            assignment_id,
            unique=True,
            postgresql_where=status.in_(["OPEN", "WAITING"]),
        ),
        Index("ix_emergency_alerts_status_id", status, "id"),
        Index("ix_emergency_alerts_status_rank", rank_of(status), "id"),
        Index("ix_emergency_alerts_raised_at_id", raised_at, "id"),
    )

    def __str__(self) -> str:
        return f"{self.visit.number} – {self.assignment.technician.name}"


EXTENSION_FLOW = Flow(
    "extension",
    ExtensionRequest,
    RequestStatus,
    {
        "approve": Transition(
            {RequestStatus.PENDING},
            RequestStatus.APPROVED,
            by=DESK,
            label=N_("Setujui"),
            tone="positive",
            asks=(
                Ask(
                    "leaving_ids",
                    N_("Teknisi yang tidak dapat melanjutkan"),
                    "people",
                    required=False,
                    hint=N_("Kosongkan bila tim tetap sama. Tempat mereka dibuka kembali ke pool."),
                ),
                Ask("note", N_("Catatan"), "long_text", required=False),
            ),
            fact="extension.approved",
        ),
        "reject": Transition(
            {RequestStatus.PENDING},
            RequestStatus.REJECTED,
            by=DESK,
            label=N_("Tolak"),
            tone="danger",
            asks=(Ask("note", N_("Alasan"), "long_text"),),
            fact="extension.rejected",
        ),
        "lapse": Transition(
            {RequestStatus.PENDING}, RequestStatus.LAPSED, by=frozenset(), label=N_("Kunjungan sudah berakhir")
        ),
    },
    subject="extension_id",
    labels={
        RequestStatus.PENDING: N_("Menunggu"),
        RequestStatus.APPROVED: N_("Disetujui"),
        RequestStatus.REJECTED: N_("Ditolak"),
        RequestStatus.LAPSED: N_("Tidak berlaku lagi"),
    },
    tones={
        RequestStatus.PENDING: "warning",
        RequestStatus.APPROVED: "positive",
        RequestStatus.REJECTED: "danger",
        RequestStatus.LAPSED: "neutral",
    },
)


ALERT_FLOW = Flow(
    "alert",
    EmergencyAlert,
    AlertStatus,
    {
        "wait": Transition(
            PENDING_ALERTS,
            AlertStatus.WAITING,
            by=DESK,
            label=N_("Lanjut: tunggu"),
            asks=(Ask("minutes", N_("Tunggu berapa menit"), "integer", minimum=1, maximum=480),),
        ),
        "continue_without": Transition(
            PENDING_ALERTS,
            AlertStatus.CONTINUED,
            by=DESK,
            label=N_("Lanjut tanpa teknisi ini"),
            tone="warning",
            asks=(Ask("note", N_("Catatan"), "long_text", required=False),),
            confirm=N_("Tempatnya ditutup dan pekerjaan dilanjutkan oleh tim yang ada."),
        ),
        "replace_technician": Transition(
            PENDING_ALERTS,
            AlertStatus.REPLACED,
            by=DESK,
            label=N_("Ganti TS"),
            tone="danger",
            asks=(Ask("note", N_("Catatan"), "long_text", required=False),),
            confirm=N_("Tempatnya kembali ke pool sebagai job darurat dan ketidakhadirannya dicatat."),
        ),
        "ring_again": Transition(
            {AlertStatus.WAITING}, AlertStatus.OPEN, by=frozenset(), label=N_("Waktu tunggu habis")
        ),
        "arrive": Transition(PENDING_ALERTS, AlertStatus.ARRIVED, by=frozenset(), label=N_("Sudah check-in")),
        "lapse": Transition(PENDING_ALERTS, AlertStatus.LAPSED, by=frozenset(), label=N_("Tidak ditunggu lagi")),
    },
    subject="alert_id",
    labels={
        AlertStatus.OPEN: N_("Perlu keputusan"),
        AlertStatus.WAITING: N_("Ditunggu"),
        AlertStatus.CONTINUED: N_("Lanjut tanpa"),
        AlertStatus.REPLACED: N_("Diganti"),
        AlertStatus.ARRIVED: N_("Sudah datang"),
        AlertStatus.LAPSED: N_("Tidak berlaku lagi"),
    },
    tones={
        AlertStatus.OPEN: "primary",
        AlertStatus.WAITING: "warning",
        AlertStatus.CONTINUED: "neutral",
        AlertStatus.REPLACED: "neutral",
        AlertStatus.ARRIVED: "neutral",
        AlertStatus.LAPSED: "neutral",
    },
    facts={"created": "alert.raised"},
)
