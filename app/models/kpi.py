"""One row per person and local day: what the dashboard adds up, so that it never walks the visits."""

from datetime import date, datetime

from sqlalchemy import BigInteger, Index
from sqlalchemy.orm import Mapped, mapped_column

from app.core.db import Base, one_of

SUMS = (
    "jobs_done",
    "on_time",
    "checked_in",
    "no_shows",
    "claims_won",
    "claims_tried",
    "stars_sum",
    "stars_count",
    "response_seconds",
    "response_count",
    "visits_opened",
    "visits_closed",
    "visits_cancelled",
    "income_idr",
    "invoiced_idr",
)


class KpiSums:
    """The columns that are added up."""

    jobs_done: Mapped[int] = mapped_column(default=0)
    on_time: Mapped[int] = mapped_column(default=0)
    checked_in: Mapped[int] = mapped_column(default=0)
    no_shows: Mapped[int] = mapped_column(default=0)
    claims_won: Mapped[int] = mapped_column(default=0)
    claims_tried: Mapped[int] = mapped_column(default=0)
    stars_sum: Mapped[int] = mapped_column(default=0)
    stars_count: Mapped[int] = mapped_column(default=0)
    response_seconds: Mapped[int] = mapped_column(BigInteger, default=0)  # ticket opened to quota full
    response_count: Mapped[int] = mapped_column(default=0)
    visits_opened: Mapped[int] = mapped_column(default=0)
    visits_closed: Mapped[int] = mapped_column(default=0)
    visits_cancelled: Mapped[int] = mapped_column(default=0)
    income_idr: Mapped[int] = mapped_column(BigInteger, default=0)
    invoiced_idr: Mapped[int] = mapped_column(BigInteger, default=0)


class KpiDay(KpiSums, Base):
    """Counts and sums of one day. `user_id` 0 holds what belongs to the company and to no person."""

    __tablename__ = "kpi_days"

    day: Mapped[date] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    role: Mapped[str] = one_of(["TECHNICIAN", "CS", "FIRM"], "role", primary_key=True)

    __table_args__ = (Index("ix_kpi_days_user_id", "user_id", "day"),)


class KpiMonth(KpiSums, Base):
    """The days of one month that is over, added up; `month` is its first day."""

    __tablename__ = "kpi_months"

    month: Mapped[date] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    role: Mapped[str] = one_of(["TECHNICIAN", "CS", "FIRM"], "role", primary_key=True)


class KpiTotal(KpiSums, Base):
    """One day of the whole company: everybody's rows of that day added up."""

    __tablename__ = "kpi_totals"

    day: Mapped[date] = mapped_column(primary_key=True)


class KpiTouched(Base):
    """Days whose figures changed and wait to be counted again."""

    __tablename__ = "kpi_touched"

    day: Mapped[date] = mapped_column(primary_key=True)
    touched_at: Mapped[datetime]
