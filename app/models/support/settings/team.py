"""Teams of the support desk and who is in them."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, func
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.core.db import Record
from app.models.accounts.user import User


class SupportTeam(Record):
    """A ticket of a team is told to its members; anybody of the desk may still answer it."""

    __tablename__ = "support_teams"

    name: Mapped[str] = mapped_column(String(60), unique=True)
    # told of the team's forgotten tickets
    lead_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"), index=True)
    is_active: Mapped[bool] = mapped_column(default=True, server_default="true")
    updated_at: Mapped[datetime] = mapped_column(server_default=func.now(), onupdate=func.now())

    lead: Mapped[User | None] = relationship(foreign_keys=lead_id)
    members: Mapped[list[User]] = relationship(secondary="support_team_members", order_by=User.name)

    def __str__(self) -> str:
        return self.name


class SupportTeamMember(Record):
    __tablename__ = "support_team_members"

    team_id: Mapped[int] = mapped_column(ForeignKey("support_teams.id", ondelete="CASCADE"))
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))

    __table_args__ = (
        Index("uq_support_team_members_team_id_user_id", team_id, user_id, unique=True),
        Index("ix_support_team_members_user_id", user_id),
    )
