"""Check-ins and check-outs: who was on site when, by which clock, and whether it counts."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, Double, ForeignKey, Index, String, func
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.core.db import Record, day_index, one_of, rank_of
from app.core.errors import NotAvailable
from app.core.flow import Ask, Condition, Flow, Transition
from app.core.i18n import N_, Sentence
from app.models.accounts.user import DESK, User
from app.models.visits.assignment import Assignment
from app.models.visits.visit import VisitTicket


class AttendanceKind(StrEnum):
    CHECK_IN = "CHECK_IN"
    CHECK_OUT = "CHECK_OUT"


ATTENDANCE_LABELS: dict[AttendanceKind, Sentence] = {
    AttendanceKind.CHECK_IN: N_("Check-in"),
    AttendanceKind.CHECK_OUT: N_("Check-out"),
}


class MomentSource(StrEnum):
    """Which clock `happened_at` was taken from."""

    SERVER = "SERVER"
    PHONE = "PHONE"
    GIVEN_LATER = "GIVEN_LATER"
    DESK = "DESK"


class Doubt(StrEnum):
    """Why a check-in or check-out waits for CS."""

    CLOCK = "CLOCK"
    BEFORE_CLAIM = "BEFORE_CLAIM"
    AFTER_FINISH = "AFTER_FINISH"
    CANCELLED = "CANCELLED"
    RELEASED = "RELEASED"
    FAR_FROM_PLAN = "FAR_FROM_PLAN"
    BILLED = "BILLED"
    DAY_JUMP = "DAY_JUMP"
    NO_CHECK_IN = "NO_CHECK_IN"
    LONG_DAY = "LONG_DAY"


UNPAIRED = frozenset({Doubt.NO_CHECK_IN, Doubt.LONG_DAY})  # a check-out that waits for the check-in it ends


class AttendanceStatus(StrEnum):
    """Only COUNTED rows are person-days."""

    COUNTED = "COUNTED"
    QUESTIONED = "QUESTIONED"
    REJECTED = "REJECTED"


class Attendance(Record):
    """One check-in or check-out: all clocks, the position in degrees, accuracy and distance in metres.

    `happened_at` is the moment that counts and is shown, `moment_source` says where it comes from. `device_at` and
    `sent_at` are the phone's own clock when the button was pressed and when the request left, `server_at` is ours
    when it arrived.
    """

    __tablename__ = "attendances"

    assignment_id: Mapped[int] = mapped_column(ForeignKey("assignments.id"))
    visit_id: Mapped[int] = mapped_column(ForeignKey("visit_tickets.id"), index=True)
    technician_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    kind: Mapped[AttendanceKind] = one_of(AttendanceKind, "kind")
    work_date: Mapped[date] = mapped_column()  # the day at the site
    happened_at: Mapped[datetime] = mapped_column(
        default=lambda row: row.get_current_parameters()["server_at"], server_default=func.now()
    )
    moment_source: Mapped[MomentSource] = one_of(
        MomentSource, "moment_source", default=MomentSource.SERVER, server_default="SERVER"
    )
    server_at: Mapped[datetime] = mapped_column()
    device_at: Mapped[datetime | None]
    sent_at: Mapped[datetime | None]
    status: Mapped[AttendanceStatus] = one_of(
        AttendanceStatus, "status", default=AttendanceStatus.COUNTED, server_default="COUNTED"
    )
    doubt: Mapped[Doubt | None] = one_of(Doubt, "doubt", nullable=True)
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    decided_at: Mapped[datetime | None]
    decision_note: Mapped[str] = mapped_column(String(500), default="", server_default="")
    latitude: Mapped[float | None] = mapped_column(Double)
    longitude: Mapped[float | None] = mapped_column(Double)
    accuracy_m: Mapped[float | None] = mapped_column(Double)
    distance_m: Mapped[float | None] = mapped_column(Double)
    outside_radius: Mapped[bool] = mapped_column(default=False)
    reason: Mapped[str] = mapped_column(String(300), default="")
    client_key: Mapped[str] = mapped_column(String(64), unique=True)  # made on the phone: sent twice, kept once
    offline: Mapped[bool] = mapped_column(default=False)

    assignment: Mapped[Assignment] = relationship()
    technician: Mapped[User] = relationship(foreign_keys=technician_id)
    visit: Mapped[VisitTicket] = relationship()
    decided_by: Mapped[User | None] = relationship(foreign_keys=decided_by_id)

    __table_args__ = (
        Index(
            "uq_attendances_once_a_day",
            assignment_id,
            kind,
            work_date,
            unique=True,
            postgresql_where=status != "REJECTED",
        ),
        Index("ix_attendances_questioned", "id", postgresql_where=status == "QUESTIONED"),
        CheckConstraint("status <> 'QUESTIONED' OR doubt IS NOT NULL", name="doubt_has_a_reason"),
        Index("ix_attendances_status_rank", rank_of(status), "id"),
        day_index("attendances", "happened_at"),
        Index("ix_attendances_technician_at", technician_id, server_at),
        CheckConstraint("latitude BETWEEN -90 AND 90 AND longitude BETWEEN -180 AND 180", name="on_earth"),
        CheckConstraint("latitude IS NOT NULL OR reason <> ''", name="position_or_reason"),
    )

    def __str__(self) -> str:
        return f"{self.visit.number} – {self.technician.name}"


ATTENDANCE_FLOW = Flow(
    "attendance",
    Attendance,
    AttendanceStatus,
    {
        "accept": Transition(
            {AttendanceStatus.QUESTIONED},
            AttendanceStatus.COUNTED,
            by=DESK,
            label=N_("Akui"),
            tone="positive",
            asks=(Ask("note", N_("Catatan"), "long_text", required=False),),
            confirm=N_("Absensi ini dihitung sebagai hari kerja."),
        ),
        "reject": Transition(
            {AttendanceStatus.QUESTIONED, AttendanceStatus.COUNTED},
            AttendanceStatus.REJECTED,
            by=DESK,
            label=N_("Tidak diakui"),
            tone="danger",
            asks=(Ask("note", N_("Alasan"), "long_text"),),
            confirm=N_("Absensi ini tidak dihitung sebagai hari kerja; catatannya tetap ada."),
        ),
        "pair": Transition(
            {AttendanceStatus.QUESTIONED},
            AttendanceStatus.COUNTED,
            by=frozenset(),
            label=N_("Check-in-nya sudah sampai"),
            when=(Condition(lambda _actor: Attendance.doubt.in_(UNPAIRED), NotAvailable),),
        ),
        "supersede": Transition(
            {AttendanceStatus.QUESTIONED},
            AttendanceStatus.REJECTED,
            by=frozenset(),
            label=N_("Digantikan kiriman berikutnya"),
        ),
    },
    subject="attendance_id",
    labels={
        AttendanceStatus.COUNTED: N_("Dihitung"),
        AttendanceStatus.QUESTIONED: N_("Perlu diperiksa"),
        AttendanceStatus.REJECTED: N_("Tidak diakui"),
    },
    tones={
        AttendanceStatus.COUNTED: "positive",
        AttendanceStatus.QUESTIONED: "warning",
        AttendanceStatus.REJECTED: "danger",
    },
)


DOUBT_LABELS = {
    Doubt.CLOCK: N_("Jam ponsel tidak masuk akal; yang dipakai jam diterima."),
    Doubt.BEFORE_CLAIM: N_("Ditekan sebelum tempat diambil."),
    Doubt.AFTER_FINISH: N_("Ditekan sesudah pekerjaan selesai."),
    Doubt.CANCELLED: N_("Kunjungan sudah dibatalkan."),
    Doubt.RELEASED: N_("Tempatnya sudah dilepas."),
    Doubt.FAR_FROM_PLAN: N_("Jauh dari jadwal kunjungan."),
    Doubt.BILLED: N_("Sampai sesudah invoice kunjungan ini dibuat. Bila diterima, revisi invoicenya."),
    Doubt.DAY_JUMP: N_("Hari lain, dikirim terlambat atau bersamaan dengan hari lainnya."),
    Doubt.NO_CHECK_IN: N_("Check-out tanpa check-in."),
    Doubt.LONG_DAY: N_("Lebih dari 18 jam sesudah check-in."),
}


MOMENT_LABELS = {
    MomentSource.SERVER: N_("jam diterima"),
    MomentSource.PHONE: N_("jam ditekan, menurut ponsel"),
    MomentSource.GIVEN_LATER: N_("ditulis kemudian oleh teknisi"),
    MomentSource.DESK: N_("dicatat oleh CS"),
}
