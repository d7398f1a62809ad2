"""One row per person and local day: what the dashboard adds up, so that it never walks the visits."""

from datetime import date, datetime

from sqlalchemy import BigInteger
from sqlalchemy.orm import Mapped, mapped_column

from app.core.db import Base, one_of


class KpiDay(Base):
    """Counts and sums of one day. `user_id` 0 holds what belongs to the company and to no person."""

    __tablename__ = "kpi_days"

    day: Mapped[date] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    role: Mapped[str] = one_of(["TECHNICIAN", "CS", "FIRM"], "role", primary_key=True)
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


class KpiTouched(Base):
    """Days whose figures changed and wait to be counted again."""

    __tablename__ = "kpi_touched"

    day: Mapped[date] = mapped_column(primary_key=True)
    touched_at: Mapped[datetime]
