"""Macros: a reply with variables, and the steps that go with it."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, String, Text, func
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.core.db import Record, one_of
from app.core.i18n import N_
from app.models.accounts.user import User
from app.models.support.settings.team import SupportTeam
from app.models.visits.visit import Priority


class MacroReply(StrEnum):
    """How its text is sent, and with it the status that the ticket enters."""

    ANSWER = "ANSWER"
    ANSWER_AND_WAIT = "ANSWER_AND_WAIT"
    FINISH = "FINISH"
    NOTE = "NOTE"


class SupportMacro(Record):
    """The steps are made in this order: team, tags, priority, owner, reply. What is None or empty is left out."""

    __tablename__ = "support_macros"

    name: Mapped[str] = mapped_column(String(80), unique=True)
    is_active: Mapped[bool] = mapped_column(default=True, server_default="true")
    team_id: Mapped[int | None] = mapped_column(ForeignKey("support_teams.id"), index=True)
    tags: Mapped[list[str]] = mapped_column(ARRAY(String(40)), default=list, server_default="{}")  # added to its own
    priority: Mapped[Priority | None] = one_of(Priority, "priority", nullable=True)
    to_me: Mapped[bool] = mapped_column(default=False, server_default="false")
    assignee_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"), index=True)
    reply: Mapped[MacroReply | None] = one_of(MacroReply, "reply", nullable=True)
    text: Mapped[str] = mapped_column(Text, default="", server_default="")
    text_en: Mapped[str] = mapped_column(Text, default="", server_default="")  # for customers who read English
    places: Mapped[list[str]] = mapped_column(
        ARRAY(String(40)), default=lambda: ["support_tickets"], server_default="{support_tickets}"
    )
    updated_at: Mapped[datetime] = mapped_column(server_default=func.now(), onupdate=func.now())

    team: Mapped[SupportTeam | None] = relationship()
    assignee: Mapped[User | None] = relationship()

    def __str__(self) -> str:
        return self.name


REPLY_LABELS = {
    MacroReply.ANSWER: N_("Balas"),
    MacroReply.ANSWER_AND_WAIT: N_("Balas dan tunggu pelanggan"),
    MacroReply.FINISH: N_("Selesaikan"),
    MacroReply.NOTE: N_("Catatan internal"),
}
