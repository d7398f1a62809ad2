"""Filters of a list kept under a name."""

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.core.db import Record
from app.models.accounts.user import User
from app.models.support.settings.team import SupportTeam


class SavedFilter(Record):
    """A list's filters, kept under a name by one user."""

    __tablename__ = "saved_filters"

    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    endpoint: Mapped[str] = mapped_column(String(60))
    name: Mapped[str] = mapped_column(String(60))
    query: Mapped[str] = mapped_column(String(2000))
    shared: Mapped[bool] = mapped_column(default=False, server_default="false")  # with everybody who may open the list

    # with its members alone; without it, and not shared, it is its user's own
    team_id: Mapped[int | None] = mapped_column(ForeignKey("support_teams.id", ondelete="SET NULL"), index=True)

    user: Mapped[User] = relationship()
    team: Mapped[SupportTeam | None] = relationship()

    __table_args__ = (
        CheckConstraint("NOT shared OR team_id IS NULL", name="one_audience"),
        Index("uq_saved_filters_name", user_id, endpoint, name, unique=True),
        Index("ix_saved_filters_shared", endpoint, postgresql_where=shared),
    )
