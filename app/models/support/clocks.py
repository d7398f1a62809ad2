"""The clocks of a support ticket, and the pauses of its resolution."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, func
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.core.db import Record, one_of
from app.core.i18n import N_
from app.models.support.ticket import SupportTicket


class ClockKind(StrEnum):
    FIRST_REPLY = "FIRST_REPLY"  # from the arrival to the first answer of a person; never pauses
    NEXT_REPLY = "NEXT_REPLY"  # from the earliest unanswered message of the customer; exists after the first answer
    RESOLUTION = "RESOLUTION"  # from the arrival to Terselesaikan; pauses while the customer has the turn


class BreachCause(StrEnum):
    TIME = "TIME"  # nobody was fast enough: the breach is the due time itself
    PRIORITY = "PRIORITY"  # a new priority or plan put the due time into the past: the breach is that moment


class StopCause(StrEnum):
    MET = "MET"
    ENDED = "ENDED"  # the ticket ended without it: rejected, closed by the desk
    MERGED = "MERGED"  # left out of every average


class SupportClock(Record):
    """Working time of the calendar it names. `due_at` and `warn_at` are None while it is paused or stopped.

    `consumed_s` is what had been used up when it was last paused or stopped.
    """

    __tablename__ = "support_clocks"

    ticket_id: Mapped[int] = mapped_column(ForeignKey("support_tickets.id", ondelete="CASCADE"))
    kind: Mapped[ClockKind] = one_of(ClockKind, "kind")
    calendar_id: Mapped[int] = mapped_column(ForeignKey("support_calendars.id"))
    calendar_version: Mapped[int]  # a closed ticket keeps the verdict of the calendar of its day
    started_at: Mapped[datetime]
    target_s: Mapped[int]
    due_at: Mapped[datetime | None] = mapped_column()
    warn_at: Mapped[datetime | None] = mapped_column()
    warned_at: Mapped[datetime | None] = mapped_column()
    paused_at: Mapped[datetime | None] = mapped_column()
    consumed_s: Mapped[int] = mapped_column(default=0, server_default="0")
    stopped_at: Mapped[datetime | None] = mapped_column()
    stop_cause: Mapped[StopCause | None] = one_of(StopCause, "stop_cause", nullable=True)
    breached_at: Mapped[datetime | None] = mapped_column()
    cause: Mapped[BreachCause | None] = one_of(BreachCause, "cause", nullable=True)

    ticket: Mapped[SupportTicket] = relationship(back_populates="clocks")

    __table_args__ = (
        CheckConstraint("target_s > 0", name="target"),
        CheckConstraint("(breached_at IS NULL) = (cause IS NULL)", name="breach_with_cause"),
        CheckConstraint("(stopped_at IS NULL) = (stop_cause IS NULL)", name="stop_with_cause"),
        CheckConstraint("due_at IS NULL OR (stopped_at IS NULL AND paused_at IS NULL)", name="due_while_running"),
        Index("ix_support_clocks_ticket_id", ticket_id, "kind"),
        Index("uq_support_clocks_running", ticket_id, "kind", unique=True, postgresql_where=stopped_at.is_(None)),
        Index("ix_support_clocks_due_at", due_at, postgresql_where=due_at.is_not(None) & breached_at.is_(None)),
        Index("ix_support_clocks_judged", func.coalesce(breached_at, stopped_at)),
        Index(
            "ix_support_clocks_first_reply",
            stopped_at,
            postgresql_where=(kind == "FIRST_REPLY") & (stop_cause == "MET"),
        ),
        Index("ix_support_clocks_warn_at", warn_at, postgresql_where=warn_at.is_not(None) & warned_at.is_(None)),
        Index("ix_support_clocks_calendar_id", calendar_id, "id", postgresql_where=stopped_at.is_(None)),
        Index("ix_support_clocks_breached", "id", postgresql_where=breached_at.is_not(None) & stopped_at.is_(None)),
    )


class SupportPause(Record):
    """A stretch in which the resolution waits for the customer; `until_at` None: it lasts."""

    __tablename__ = "support_pauses"

    ticket_id: Mapped[int] = mapped_column(ForeignKey("support_tickets.id", ondelete="CASCADE"))
    from_at: Mapped[datetime]
    until_at: Mapped[datetime | None] = mapped_column()

    __table_args__ = (
        CheckConstraint("until_at >= from_at", name="in_order"),
        Index("ix_support_pauses_ticket_id", ticket_id, "id"),
        Index("uq_support_pauses_open", ticket_id, unique=True, postgresql_where=until_at.is_(None)),
    )


CLOCK_LABELS = {
    ClockKind.FIRST_REPLY: N_("Jawaban pertama"),
    ClockKind.NEXT_REPLY: N_("Kabar berikutnya"),
    ClockKind.RESOLUTION: N_("Penyelesaian"),
}
