"""What the customer thought: one sheet per visit, one row of stars per person."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, SmallInteger, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.core.db import Record, one_of, rank_of
from app.core.flow import Ask, Flow, Transition
from app.core.i18n import N_
from app.models.accounts.user import DESK, Role, User
from app.models.customers.customer import Customer
from app.models.visits.visit import VisitTicket


class RatedRole(StrEnum):
    TECHNICIAN = "TECHNICIAN"
    CS = "CS"


class RatingStatus(StrEnum):
    """LOW is a task for CS until somebody has spoken with the customer."""

    FINE = "FINE"
    LOW = "LOW"
    FOLLOWED_UP = "FOLLOWED_UP"


LOW_STARS = 2  # and fewer, for anybody on the sheet


class VisitRating(Record):
    """`lowest_stars`: the fewest that anybody on the sheet was given."""

    __tablename__ = "visit_ratings"

    visit_id: Mapped[int] = mapped_column(ForeignKey("visit_tickets.id"), unique=True)
    customer_id: Mapped[int] = mapped_column(ForeignKey("customers.id"), index=True)
    comment: Mapped[str] = mapped_column(Text, default="")
    submitted_at: Mapped[datetime] = mapped_column()
    edited_at: Mapped[datetime | None]
    lowest_stars: Mapped[int] = mapped_column(SmallInteger, default=5, server_default="5")
    status: Mapped[RatingStatus] = one_of(
        RatingStatus, "status", default=RatingStatus.FINE, server_default=RatingStatus.FINE.value
    )
    follow_up_note: Mapped[str] = mapped_column(String(500), default="", server_default="")
    followed_up_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    followed_up_at: Mapped[datetime | None]

    visit: Mapped[VisitTicket] = relationship()
    customer: Mapped[Customer] = relationship()
    followed_up_by: Mapped[User | None] = relationship()
    stars: Mapped[list["RatingStars"]] = relationship(back_populates="rating", cascade="all, delete-orphan")

    __table_args__ = (
        Index("ix_visit_ratings_low", "id", postgresql_where=status == "LOW"),
        Index("ix_visit_ratings_submitted_at_id", submitted_at, "id"),
        Index("ix_visit_ratings_status_rank", rank_of(status), "id"),
    )

    def __str__(self) -> str:
        return self.visit.number


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


RATING_FLOW = Flow(
    "rating",
    VisitRating,
    RatingStatus,
    {
        "follow_up": Transition(
            {RatingStatus.LOW},
            RatingStatus.FOLLOWED_UP,
            by=DESK | {Role.MANAGER},
            label=N_("Sudah ditindaklanjuti"),
            tone="positive",
            asks=(Ask("note", N_("Apa yang sudah dilakukan"), "long_text"),),
        ),
        "worsen": Transition(
            {RatingStatus.FINE, RatingStatus.FOLLOWED_UP},
            RatingStatus.LOW,
            by=frozenset(),
            label=N_("Diubah pelanggan menjadi rendah"),
        ),
        "improve": Transition(
            {RatingStatus.LOW, RatingStatus.FOLLOWED_UP},
            RatingStatus.FINE,
            by=frozenset(),
            label=N_("Diubah pelanggan menjadi baik"),
        ),
    },
    subject="rating_id",
    labels={
        RatingStatus.FINE: N_("Baik"),
        RatingStatus.LOW: N_("Rendah, perlu ditindaklanjuti"),
        RatingStatus.FOLLOWED_UP: N_("Ditindaklanjuti"),
    },
    tones={RatingStatus.FINE: "neutral", RatingStatus.LOW: "danger", RatingStatus.FOLLOWED_UP: "positive"},
)
