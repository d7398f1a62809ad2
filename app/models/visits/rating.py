"""What the customer thought: one sheet per visit, one row of stars per person."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, SmallInteger, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.core.db import Record, one_of
from app.models.accounts.user import User
from app.models.customers.customer import Customer
from app.models.visits.visit import VisitTicket


class RatedRole(StrEnum):
    TECHNICIAN = "TECHNICIAN"
    CS = "CS"


class VisitRating(Record):
    __tablename__ = "visit_ratings"

    visit_id: Mapped[int] = mapped_column(ForeignKey("visit_tickets.id"), unique=True)
    customer_id: Mapped[int] = mapped_column(ForeignKey("customers.id"), index=True)
    comment: Mapped[str] = mapped_column(Text, default="")
    submitted_at: Mapped[datetime]
    edited_at: Mapped[datetime | None]

    visit: Mapped[VisitTicket] = relationship()
    customer: Mapped[Customer] = relationship()
    stars: Mapped[list["RatingStars"]] = relationship(back_populates="rating", cascade="all, delete-orphan")


class RatingStars(Record):
    __tablename__ = "rating_stars"

    rating_id: Mapped[int] = mapped_column(ForeignKey("visit_ratings.id", ondelete="CASCADE"))
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), index=True)
    rated_role: Mapped[RatedRole] = one_of(RatedRole, "rated_role")
    stars: Mapped[int] = mapped_column(SmallInteger)

    rating: Mapped[VisitRating] = relationship(back_populates="stars")
    user: Mapped[User] = relationship()

    __table_args__ = (
        Index("uq_rating_stars_once", rating_id, user_id, rated_role, unique=True),
        CheckConstraint("stars BETWEEN 1 AND 5", name="stars"),
    )
