"""Visit tickets: a problem at a site that needs N technicians, and their transitions."""

from datetime import datetime
from typing import Any

from sqlalchemy import (
    CheckConstraint,
    ColumnElement,
    Computed,
    ForeignKey,
    Index,
    SmallInteger,
    String,
    Text,
    column,
    exists,
    func,
    table,
)
from sqlalchemy.dialects.postgresql import TSVECTOR
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.core.db import Record, day_index, one_of, rank_of
from app.core.errors import NotAvailable
from app.core.flow import Action, Ask, Condition, Flow, Transition
from app.core.i18n import N_
from app.models.accounts.user import DESK, Role, Skill, User
from app.models.customers.customer import Customer, Site
from app.models.visits import visit_asks
from app.models.visits.desk_steps import DESK_STEPS
from app.models.visits.visit_status import (
    ACTIVE,
    CLAIMABLE,
    DRAFTED,
    DROPPED,
    ENDED,
    FINISHED,
    RUNNING,
    UNFILLED,
    UPCOMING,
    VISIT_LABELS,
    VISIT_TONES,
    Priority,
    VisitStatus,
)


class VisitTicket(Record):
    """Free places are `places_offered - places_taken - places_reserved`; the CHECKs hold them above zero."""

    __tablename__ = "visit_tickets"

    number: Mapped[str] = mapped_column(String(20), unique=True)
    customer_id: Mapped[int] = mapped_column(ForeignKey("customers.id"))
    site_id: Mapped[int] = mapped_column(ForeignKey("sites.id"), index=True)
    problem: Mapped[str] = mapped_column(Text)
    notes: Mapped[str] = mapped_column(Text, default="")
    priority: Mapped[Priority] = one_of(Priority, "priority", default=Priority.MEDIUM)
    status: Mapped[VisitStatus] = one_of(VisitStatus, "status", default=VisitStatus.DRAFT)
    planned_start: Mapped[datetime] = mapped_column()
    planned_end: Mapped[datetime]
    added_days: Mapped[int] = mapped_column(SmallInteger, default=0)  # by approved Tambah Hari
    skill_id: Mapped[int | None] = mapped_column(ForeignKey("skills.id"))
    race_opens_at: Mapped[datetime | None]

    quota: Mapped[int] = mapped_column(SmallInteger)
    places_offered: Mapped[int] = mapped_column(SmallInteger)  # = quota until CS decides to go on with fewer
    places_taken: Mapped[int] = mapped_column(SmallInteger, default=0)
    places_reserved: Mapped[int] = mapped_column(SmallInteger, default=0)  # offered to people in the queue
    queue_tail: Mapped[int] = mapped_column(default=0)  # the last number drawn on the waiting list
    invitation_round: Mapped[int] = mapped_column(default=0, server_default="0")  # counted up by a trigger as it ends
    emergency: Mapped[bool] = mapped_column(default=False)  # a place came back because somebody did not show up
    quota_override_reason: Mapped[str | None] = mapped_column(String(300))
    quota_override_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))

    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    opened_at: Mapped[datetime | None]
    assigned_at: Mapped[datetime | None]
    started_at: Mapped[datetime | None]
    finished_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    closed_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    cancelled_at: Mapped[datetime | None]
    cancel_reason: Mapped[str | None] = mapped_column(String(500))
    finish_reason: Mapped[str | None] = mapped_column(String(500))  # why CS finished it without all its proof
    failure_reason: Mapped[str | None] = mapped_column(String(500))  # the team came and could not work
    call_out_fee: Mapped[bool] = mapped_column(default=False, server_default="false")  # of a failed visit
    rework_of_id: Mapped[int | None] = mapped_column(ForeignKey("visit_tickets.id"), index=True)  # under warranty
    version: Mapped[int] = mapped_column(default=1)
    updated_at: Mapped[datetime] = mapped_column(server_default=func.now(), onupdate=func.now())
    search: Mapped[str] = mapped_column(
        TSVECTOR, Computed("to_tsvector('indonesian', problem)", persisted=True), deferred=True
    )

    customer: Mapped[Customer] = relationship()
    site: Mapped[Site] = relationship()
    skill: Mapped[Skill | None] = relationship()
    rework_of: Mapped["VisitTicket | None"] = relationship(remote_side="VisitTicket.id")
    created_by: Mapped[User | None] = relationship(foreign_keys=created_by_id)
    assignments: Mapped[list[Any]] = relationship("Assignment", back_populates="visit", order_by="Assignment.id")

    __table_args__ = (
        CheckConstraint("quota BETWEEN 1 AND 50", name="quota"),
        CheckConstraint("places_offered BETWEEN 0 AND quota", name="offered"),
        CheckConstraint("places_taken >= 0 AND places_reserved >= 0", name="not_negative"),
        CheckConstraint("places_taken + places_reserved <= places_offered", name="never_one_too_many"),
        CheckConstraint("planned_end > planned_start", name="order"),
        Index("ix_visit_tickets_status_start_id", status, planned_start, "id"),
        Index("ix_visit_tickets_status_id", status, "id"),
        Index("ix_visit_tickets_status_rank", rank_of(status), "id"),
        Index("ix_visit_tickets_priority_rank", rank_of(priority), "id"),
        Index("ix_visit_tickets_start_id", planned_start, "id"),
        Index("ix_visit_tickets_customer_id", customer_id, "id"),
        Index("ix_visit_tickets_priority_id", priority, "id"),
        Index("ix_visit_tickets_number_prefix", number, postgresql_ops={"number": "text_pattern_ops"}),
        day_index("visit_tickets", "opened_at", "assigned_at", "finished_at", "closed_at", "cancelled_at"),
        Index("ix_visit_tickets_search", search, postgresql_using="gin"),
    )

    @property
    def places_free(self) -> int:
        return self.places_offered - self.places_taken - self.places_reserved

    @property
    def is_unfilled(self) -> bool:
        return self.status in UNFILLED

    @property
    def is_finished(self) -> bool:
        return self.status in FINISHED

    def __str__(self) -> str:
        return self.number


_S = VisitStatus
_WITH_TEAM = {_S.ASSIGNED, _S.IN_PROGRESS, _S.DONE}


class NobodyAsks(NotAvailable):
    """No technician of this visit waits for an answer."""

    code = "nobody_asks"
    sentence = N_("Tidak ada teknisi yang meminta dilepas dari kunjungan ini.")


def _has_release_request(_actor: User | None) -> ColumnElement[bool]:
    places = table("assignments", column("visit_id"), column("released_at"), column("release_asked_at"))
    asks = (places.c.visit_id == VisitTicket.id, places.c.released_at.is_(None), places.c.release_asked_at.is_not(None))
    return exists().where(*asks)


VISIT_FLOW = Flow(
    "visit",
    VisitTicket,
    VisitStatus,
    {
        "publish": Transition(
            {_S.DRAFT},
            _S.OPEN,
            by=DESK,
            label=N_("Buka ke pool"),
            tone="primary",
            bulk=True,
            decides=True,
            fact="visit.opened",
        ),
        "fill": Transition({_S.OPEN}, _S.ASSIGNED, by=frozenset(), label=N_("Kuota penuh"), fact="visit.assigned"),
        "reopen": Transition(
            {_S.ASSIGNED}, _S.OPEN, by=frozenset(), label=N_("Tempat kembali kosong"), fact="visit.reopened"
        ),
        "reschedule": Action(
            {_S.OPEN, _S.ASSIGNED},
            by=DESK,
            label=N_("Jadwalkan ulang"),
            asks=visit_asks.RESCHEDULE,
            fact="visit.rescheduled",
        ),
        "assign_technician": Action(
            CLAIMABLE,
            by=DESK,
            label=N_("Tugaskan teknisi"),
            asks=(Ask("technician_id", N_("Teknisi"), "person"),),
            fact="visit.technician_assigned",
        ),
        "release_technician": Action(
            ACTIVE,
            by=DESK,
            label=N_("Ganti atau lepas TS"),
            asks=visit_asks.RELEASE,
            fact="visit.technician_released",
        ),
        "keep_technician": Action(
            ACTIVE,
            by=DESK,
            label=N_("Tolak permintaan dilepas"),
            when=(Condition(_has_release_request, NobodyAsks),),
            asks=visit_asks.KEEP,
        ),
        "ask_release": Action(ACTIVE, by={Role.TECHNICIAN}, label=N_("Minta dilepas"), asks=visit_asks.ASK_RELEASE),
        "make_letter": Action(_WITH_TEAM, by=DESK, label=N_("Buat Surat Tugas"), asks=visit_asks.MAKE_LETTER),
        "upload_letter": Action(_WITH_TEAM, by=DESK, label=N_("Unggah Surat Tugas"), asks=visit_asks.UPLOAD),
        "make_note": Action(_WITH_TEAM, by=DESK, label=N_("Buat Surat Jalan"), asks=visit_asks.MAKE_NOTE),
        "upload_note": Action(_WITH_TEAM, by=DESK, label=N_("Unggah Surat Jalan"), asks=visit_asks.UPLOAD),
        "start": Transition(
            {_S.OPEN, _S.ASSIGNED}, _S.IN_PROGRESS, by=frozenset(), label=N_("Dikerjakan"), fact="visit.started"
        ),
        "finish": Transition(
            {_S.IN_PROGRESS},
            _S.DONE,
            by=DESK | {Role.TECHNICIAN},
            label=N_("Selesaikan"),
            tone="positive",
            confirm=N_("Semua pekerjaan sudah selesai dan BAST sudah lengkap?"),
            clocked=True,
            fact="visit.finished",
        ),
        **DESK_STEPS,
        "close": Transition(
            {_S.DONE},
            _S.CLOSED,
            by=DESK,
            label=N_("Tutup tiket"),
            tone="positive",
            confirm=N_("Pelanggan akan menerima tautan penilaian."),
            bulk=True,
            fact="visit.closed",
        ),
        "cancel": Transition(
            {_S.DRAFT, *ACTIVE},
            _S.CANCELLED,
            by=DESK,
            label=N_("Batalkan"),
            asks=(Ask("reason", N_("Alasan pembatalan"), "long_text"),),
            tone="danger",
            fact="visit.cancelled",
        ),
    },
    subject="visit_id",
    content=("planned_start", "planned_end", "quota", "site_id", "skill_id", "problem", "notes"),
    groupings=((DRAFTED, ACTIVE, FINISHED, DROPPED), (UPCOMING, RUNNING, ENDED)),
    labels=VISIT_LABELS,
    tones=VISIT_TONES,
    facts={"created": "visit.created", "rated": "visit.rated"},
)
