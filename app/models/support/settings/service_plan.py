"""What is promised, and when people work: working calendars, their special days, service plans, the desk's settings."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, SmallInteger, String, UniqueConstraint, func, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.core.clock import ZONES
from app.core.db import Base, Record, one_of
from app.core.i18n import N_
from app.models.support.ticket import Extent
from app.models.visits.visit import Priority

Blocks = list[list[int]]  # open and close in minutes since local midnight, in order


class SupportCalendar(Record):
    """`week`: weekday ("0" is Monday) to its blocks. `version` goes up when hours or days change."""

    __tablename__ = "support_calendars"

    name: Mapped[str] = mapped_column(String(60), unique=True)
    time_zone: Mapped[str | None] = one_of(list(ZONES), "time_zone", nullable=True)  # None: the site's own
    week: Mapped[dict[str, Blocks]] = mapped_column(JSONB)
    joint_leave_worked: Mapped[bool] = mapped_column(default=False, server_default="false")
    version: Mapped[int] = mapped_column(default=1, server_default="1")
    recomputed_version: Mapped[int] = mapped_column(default=1, server_default="1")  # that open clocks were set by
    updated_at: Mapped[datetime] = mapped_column(server_default=func.now(), onupdate=func.now())

    __table_args__ = (CheckConstraint("week <> '{}'::jsonb", name="has_hours"),)

    def __str__(self) -> str:
        return self.name


class DayKind(StrEnum):
    HOLIDAY = "HOLIDAY"
    JOINT_LEAVE = "JOINT_LEAVE"  # cuti bersama: a calendar may say that it is worked
    EXCEPTION = "EXCEPTION"  # other hours, for one calendar or all


class CalendarDay(Record):
    """A day that is not like its weekday. `calendar_id` None: for every calendar. No blocks: nobody works.

    `accepted_at` None: proposed by the calendar of the government's decree, and without effect.
    """

    __tablename__ = "support_calendar_days"

    day: Mapped[date]
    kind: Mapped[DayKind] = one_of(DayKind, "kind", default=DayKind.HOLIDAY)
    title: Mapped[str] = mapped_column(String(120))
    calendar_id: Mapped[int | None] = mapped_column(ForeignKey("support_calendars.id", ondelete="CASCADE"), index=True)
    blocks: Mapped[Blocks] = mapped_column(JSONB, default=list, server_default="[]")
    accepted_at: Mapped[datetime | None] = mapped_column()
    updated_at: Mapped[datetime] = mapped_column(server_default=func.now(), onupdate=func.now())

    calendar: Mapped[SupportCalendar | None] = relationship()

    __table_args__ = (UniqueConstraint("day", "calendar_id", postgresql_nulls_not_distinct=True),)

    def __str__(self) -> str:
        return self.title


class ServicePlan(Record):
    """What a group of customers is promised; `is_default` for whoever has no plan of their own."""

    __tablename__ = "service_plans"

    name: Mapped[str] = mapped_column(String(60), unique=True)
    is_default: Mapped[bool] = mapped_column(default=False, server_default="false")
    updated_at: Mapped[datetime] = mapped_column(server_default=func.now(), onupdate=func.now())

    targets: Mapped[list["ServiceTarget"]] = relationship(back_populates="plan", order_by="ServiceTarget.id")

    __table_args__ = (Index("uq_service_plans_default", is_default, unique=True, postgresql_where=text("is_default")),)

    def __str__(self) -> str:
        return self.name


class ServiceTarget(Record):
    """One row of a plan's matrix: seconds of the calendar's working time; None: nothing is promised."""

    __tablename__ = "service_targets"

    plan_id: Mapped[int] = mapped_column(ForeignKey("service_plans.id", ondelete="CASCADE"))
    priority: Mapped[Priority] = one_of(Priority, "priority")
    calendar_id: Mapped[int] = mapped_column(ForeignKey("support_calendars.id"), index=True)
    first_reply_s: Mapped[int | None]
    next_reply_s: Mapped[int | None]
    resolution_s: Mapped[int | None]

    plan: Mapped[ServicePlan] = relationship(back_populates="targets")
    calendar: Mapped[SupportCalendar] = relationship()

    __table_args__ = (
        UniqueConstraint("plan_id", "priority"),
        CheckConstraint("least(first_reply_s, next_reply_s, resolution_s) > 0", name="targets"),
    )


class SupportSettings(Base):
    """Exactly one row."""

    __tablename__ = "support_settings"

    id: Mapped[int] = mapped_column(SmallInteger, primary_key=True, default=1)
    calendar_id: Mapped[int] = mapped_column(ForeignKey("support_calendars.id"))  # whose working days are counted
    closes_itself: Mapped[bool] = mapped_column(default=True, server_default="true")
    confirm_days: Mapped[int] = mapped_column(SmallInteger, default=5, server_default="5")  # working days
    # an unowned ticket goes to whoever of the agents on duty has least to do
    assigns_itself: Mapped[bool] = mapped_column(default=False, server_default="false")
    reopen_days: Mapped[int] = mapped_column(SmallInteger, default=14, server_default="14")  # then a new ticket
    sla_digest: Mapped[str | None] = mapped_column(String(64))  # of what the PDF says
    sla_file_id: Mapped[int | None] = mapped_column(ForeignKey("stored_files.id"))
    # working hours without anybody's touch after which a ticket is escalated; None: never
    forgotten_hours: Mapped[int | None] = mapped_column(SmallInteger)
    updated_at: Mapped[datetime] = mapped_column(server_default=func.now(), onupdate=func.now())

    __table_args__ = (
        CheckConstraint("id = 1", name="single"),
        CheckConstraint("forgotten_hours BETWEEN 1 AND 400", name="forgotten_hours"),
        CheckConstraint("confirm_days BETWEEN 1 AND 60 AND reopen_days BETWEEN 0 AND 365", name="days"),
    )


class PriorityRule(Record):
    """One cell of the priority table."""

    __tablename__ = "support_priority_rules"

    impact: Mapped[Extent] = one_of(Extent, "impact")
    urgency: Mapped[Priority] = one_of(Priority, "urgency")
    priority: Mapped[Priority] = one_of(Priority, "priority")

    __table_args__ = (UniqueConstraint("impact", "urgency"),)


DAY_LABELS = {
    DayKind.HOLIDAY: N_("Libur nasional"),
    DayKind.JOINT_LEAVE: N_("Cuti bersama"),
    DayKind.EXCEPTION: N_("Jam khusus"),
}
