"""Sprints: named periods by which bugs and incidents are counted."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, String, func
from sqlalchemy.orm import Mapped, mapped_column

from app.core.db import Record


class Sprint(Record):
    """Both days belong to it."""

    __tablename__ = "sprints"

    name: Mapped[str] = mapped_column(String(60), unique=True)
    first_date: Mapped[date] = mapped_column()
    last_date: Mapped[date] = mapped_column()
    version: Mapped[int] = mapped_column(default=1, server_default="1")
    updated_at: Mapped[datetime] = mapped_column(server_default=func.now(), onupdate=func.now())

    __table_args__ = (CheckConstraint("last_date >= first_date", name="order"),)

    def __str__(self) -> str:
        return self.name
