"""Who takes part in the assignment of tickets."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, SmallInteger, func
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.core.db import Record
from app.models.accounts.user import User
from app.models.visits.visit import Priority

WEIGHTS = {Priority.CRITICAL: 3, Priority.HIGH: 2}  # of an open ticket; every other one weighs 1


class SupportAgent(Record):
    """`most_open`: with so many open tickets nothing more is assigned by itself."""

    __tablename__ = "support_agents"

    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), unique=True)
    on_duty: Mapped[bool] = mapped_column(default=False, server_default="false")
    most_open: Mapped[int] = mapped_column(SmallInteger, default=10, server_default="10")
    last_assigned_at: Mapped[datetime | None] = mapped_column()
    updated_at: Mapped[datetime] = mapped_column(server_default=func.now(), onupdate=func.now())

    user: Mapped[User] = relationship()

    __table_args__ = (CheckConstraint("most_open BETWEEN 1 AND 500", name="most_open"),)

    def __str__(self) -> str:
        return str(self.user)
