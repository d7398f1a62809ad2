"""A technician's place on a visit, every attempt to get one, and the waiting list."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, ForeignKey, Index, String, cast, func
from sqlalchemy.dialects.postgresql import TSTZRANGE, ExcludeConstraint, Range
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.core.db import Record, one_of
from app.models.accounts.user import User
from app.models.visits.release import ReleaseReason
from app.models.visits.visit import VisitTicket


class ClaimSource(StrEnum):
    POOL = "POOL"
    TELEGRAM = "TELEGRAM"
    DESK = "DESK"


class ClaimResult(StrEnum):
    WON = "WON"
    FULL = "FULL"
    NOT_OPEN = "NOT_OPEN"
    TOO_EARLY = "TOO_EARLY"
    ALREADY_ON_IT = "ALREADY_ON_IT"
    RELEASED = "RELEASED"
    OVERLAP = "OVERLAP"
    ON_LEAVE = "ON_LEAVE"
    SKILL_MISSING = "SKILL_MISSING"


class QueueStatus(StrEnum):
    WAITING = "WAITING"
    OFFERED = "OFFERED"
    TAKEN = "TAKEN"
    EXPIRED = "EXPIRED"
    LEFT = "LEFT"


IN_LINE = frozenset({QueueStatus.WAITING, QueueStatus.OFFERED})


class Assignment(Record):
    """One place held by one technician. The exclusion constraint refuses two visits at the same time."""

    __tablename__ = "assignments"

    visit_id: Mapped[int] = mapped_column(ForeignKey("visit_tickets.id"))
    technician_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    source: Mapped[ClaimSource] = one_of(ClaimSource, "source", default=ClaimSource.POOL)
    claimed_at: Mapped[datetime]
    during: Mapped[Range[datetime]] = mapped_column(TSTZRANGE)  # the visit's plan, [start, end)
    emergency: Mapped[bool] = mapped_column(default=False)
    released_at: Mapped[datetime | None] = mapped_column()
    release_reason: Mapped[ReleaseReason | None] = one_of(ReleaseReason, "release_reason", nullable=True)
    release_note: Mapped[str] = mapped_column(String(300), default="", server_default="")
    no_show: Mapped[bool] = mapped_column(default=False)
    release_asked_at: Mapped[datetime | None] = mapped_column()  # the technician asks to be released; CS decides
    release_asked_reason: Mapped[str] = mapped_column(String(300), default="", server_default="")

    visit: Mapped[VisitTicket] = relationship(back_populates="assignments")
    technician: Mapped[User] = relationship()

    __table_args__ = (
        Index(
            "uq_assignments_one_place_each",
            visit_id,
            technician_id,
            unique=True,
            postgresql_where=released_at.is_(None),
        ),
        ExcludeConstraint(
            (func.int8range(cast(technician_id, BigInteger), cast(technician_id, BigInteger), "[]"), "="),
            (during, "&&"),
            where=released_at.is_(None),
            using="gist",
            name="ex_assignments_one_visit_at_a_time",
        ),
        Index("ix_assignments_technician_id", technician_id, "id"),
        Index("ix_assignments_visit_id", visit_id),
        Index("ix_assignments_no_show", released_at, postgresql_where=no_show),
        Index(
            "ix_assignments_release_asked",
            release_asked_at,
            postgresql_where=release_asked_at.is_not(None) & released_at.is_(None),
        ),
    )


def places_of(technician_id: Any) -> ColumnElement[bool]:
    """Places of one technician, by the expression of the exclusion constraint: for conditions on `during`.

    Compared by `technician_id` alone, the planner reads the person's whole history, or everybody's places of that time.
    """

    def alone(person: Any) -> Any:
        return func.int8range(cast(person, BigInteger), cast(person, BigInteger), "[]")

    return alone(Assignment.technician_id) == alone(technician_id)


class ClaimAttempt(Record):
    """Who tried to claim a place when, and the result. Append-only."""

    __tablename__ = "claim_attempts"

    visit_id: Mapped[int] = mapped_column(ForeignKey("visit_tickets.id"))
    technician_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    at: Mapped[datetime]
    source: Mapped[ClaimSource] = one_of(ClaimSource, "source")
    result: Mapped[ClaimResult] = one_of(ClaimResult, "result")

    technician: Mapped[User] = relationship()
    visit: Mapped[VisitTicket] = relationship()

    __table_args__ = (
        Index("ix_claim_attempts_visit_id", visit_id, "id"),
        Index("ix_claim_attempts_age", "at", postgresql_using="brin"),
        Index("ix_claim_attempts_technician_id", technician_id, "id"),
    )


class QueueEntry(Record):
    """A place on the waiting list. An offer holds one place of the visit until it expires."""

    __tablename__ = "queue_entries"

    visit_id: Mapped[int] = mapped_column(ForeignKey("visit_tickets.id"))
    technician_id: Mapped[int] = mapped_column(ForeignKey("users.id"), index=True)
    position: Mapped[int] = mapped_column()  # from the visit's queue_tail under its row lock: exact and without gaps
    status: Mapped[QueueStatus] = one_of(QueueStatus, "status", default=QueueStatus.WAITING)
    offered_at: Mapped[datetime | None]
    offer_expires_at: Mapped[datetime | None] = mapped_column()

    visit: Mapped[VisitTicket] = relationship()
    technician: Mapped[User] = relationship()

    __table_args__ = (
        Index(
            "uq_queue_entries_once_in_line",
            visit_id,
            technician_id,
            unique=True,
            postgresql_where=status.in_(["WAITING", "OFFERED"]),
        ),
        Index("uq_queue_entries_position", visit_id, position, unique=True),
        Index("ix_queue_entries_expiry", offer_expires_at, postgresql_where=status == "OFFERED"),
    )

    @property
    def is_in_line(self) -> bool:
        return self.status in IN_LINE
