"""Requests counted: by minute for charts and the error budget, and in all for a counter that never goes back."""

from datetime import datetime

from sqlalchemy import BigInteger, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from app.core.db import Record

BUCKETS = (25, 50, 100, 250, 500, 1000, 2500, 5000, 10_000)  # ms, upper bounds; slower ones are in `total` alone


class Counted:
    """Answers and their times. `up_to_N`: those that took at most N ms and more than the bound before."""

    total: Mapped[int] = mapped_column(BigInteger)
    sum_ms: Mapped[int] = mapped_column(BigInteger)
    up_to_25: Mapped[int] = mapped_column(BigInteger)
    up_to_50: Mapped[int] = mapped_column(BigInteger)
    up_to_100: Mapped[int] = mapped_column(BigInteger)
    up_to_250: Mapped[int] = mapped_column(BigInteger)
    up_to_500: Mapped[int] = mapped_column(BigInteger)
    up_to_1000: Mapped[int] = mapped_column(BigInteger)
    up_to_2500: Mapped[int] = mapped_column(BigInteger)
    up_to_5000: Mapped[int] = mapped_column(BigInteger)
    up_to_10000: Mapped[int] = mapped_column(BigInteger)


COUNTED = ("total", "sum_ms", *(f"up_to_{bound}" for bound in BUCKETS))


class RequestMinute(Counted, Record):
    """One minute of one route of one release, in UTC. `errors`: answers 5xx."""

    __tablename__ = "request_minutes"

    minute: Mapped[datetime] = mapped_column()
    route: Mapped[str] = mapped_column(String(200))
    method: Mapped[str] = mapped_column(String(10))
    release: Mapped[str] = mapped_column(String(40))
    errors: Mapped[int] = mapped_column(BigInteger)

    __table_args__ = (Index("uq_request_minutes_minute", minute, route, method, release, unique=True),)


class RequestTotal(Counted, Record):
    """The same since this release began. `status` is its class, as 2xx; `last_at`: when it was last added to."""

    __tablename__ = "request_totals"

    route: Mapped[str] = mapped_column(String(200))
    method: Mapped[str] = mapped_column(String(10))
    release: Mapped[str] = mapped_column(String(40))
    colour: Mapped[str] = mapped_column(String(10))
    status: Mapped[str] = mapped_column(String(3))
    last_at: Mapped[datetime] = mapped_column()

    __table_args__ = (Index("uq_request_totals_route", route, method, release, colour, status, unique=True),)
