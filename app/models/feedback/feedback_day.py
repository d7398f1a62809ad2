"""One row per day and kind: what the measures of Saran & Kritik add up, so that they never walk the items."""

from datetime import date, datetime

from sqlalchemy import BigInteger, Index
from sqlalchemy.orm import Mapped, mapped_column

from app.core.db import Base, one_of
from app.models.feedback.feedback import FeedbackKind


class FeedbackDay(Base):
    """All figures speak of the items that came on this day: what became of them until `counted_at`.

    So a share never exceeds one whole. Deleted items and those merged into another are not counted.
    """

    __tablename__ = "feedback_days"

    day: Mapped[date] = mapped_column(primary_key=True)
    kind: Mapped[FeedbackKind] = one_of(FeedbackKind, "kind", primary_key=True)
    received: Mapped[int] = mapped_column(default=0)
    followed_up: Mapped[int] = mapped_column(default=0)
    rejected: Mapped[int] = mapped_column(default=0)
    followed_up_seconds: Mapped[int] = mapped_column(BigInteger, default=0)  # from arrival to the decision, added up
    stars_sum: Mapped[int] = mapped_column(default=0)
    stars_count: Mapped[int] = mapped_column(default=0)
    exp_points: Mapped[int] = mapped_column(default=0)  # given, less what was taken back
    counted_at: Mapped[datetime] = mapped_column()

    __table_args__ = (Index("ix_feedback_days_counted_at", counted_at),)
