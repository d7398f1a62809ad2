"""Gapless numbers of tickets, invoices and documents."""

from sqlalchemy import BigInteger, SmallInteger, String
from sqlalchemy.orm import Mapped, mapped_column

from app.core.db import Base


class NumberSeries(Base):
    """The last number given out for a kind of document in a year; the row lock makes numbers gapless."""

    __tablename__ = "number_series"

    kind: Mapped[str] = mapped_column(String(20), primary_key=True)
    year: Mapped[int] = mapped_column(SmallInteger, primary_key=True)
    last: Mapped[int] = mapped_column(BigInteger, default=0)
