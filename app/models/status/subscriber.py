"""People outside who are told by e-mail what the status page says."""

from datetime import date, datetime

from sqlalchemy import BigInteger, CheckConstraint, Index, String
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column

from app.core.db import Record

ASKS_A_DAY = 5  # e-mails with a link to one address


class StatusSubscriber(Record):
    """`component_ids` empty: all of them. Without `confirmed_at` nothing but the confirmation is sent."""

    __tablename__ = "status_subscribers"

    email: Mapped[str] = mapped_column(String(254), unique=True)  # in small letters
    locale: Mapped[str] = mapped_column(String(5), default="id", server_default="id")
    component_ids: Mapped[list[int]] = mapped_column(ARRAY(BigInteger), default=list, server_default="{}")
    confirmed_at: Mapped[datetime | None] = mapped_column()
    ask_date: Mapped[date]
    asks: Mapped[int] = mapped_column(default=1, server_default="1")  # links asked for on `ask_date`

    __table_args__ = (
        CheckConstraint("email = lower(email)", name="email"),
        Index("ix_status_subscribers_confirmed", "id", postgresql_where=confirmed_at.is_not(None)),
    )

    def __str__(self) -> str:
        return self.email
