"""What everybody shall know: on the status page and above every page of those who are logged in."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, ColumnElement, ForeignKey, Index, String, func, or_
from sqlalchemy.orm import Mapped, mapped_column

from app.core.db import Record, one_of
from app.core.i18n import N_, Sentence


class AnnouncementTone(StrEnum):
    INFO = "INFO"
    WARNING = "WARNING"


class Announcement(Record):
    """Shown from `starts_at` until `ends_at`, None: until somebody ends it. English is shown where it is written."""

    __tablename__ = "announcements"

    title: Mapped[str] = mapped_column(String(150))
    title_en: Mapped[str] = mapped_column(String(150), default="", server_default="")
    text: Mapped[str] = mapped_column(String(2000), default="", server_default="")
    text_en: Mapped[str] = mapped_column(String(2000), default="", server_default="")
    tone: Mapped[AnnouncementTone] = one_of(AnnouncementTone, "tone", default=AnnouncementTone.INFO)
    starts_at: Mapped[datetime] = mapped_column()
    ends_at: Mapped[datetime | None] = mapped_column()
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    version: Mapped[int] = mapped_column(default=1, server_default="1")
    updated_at: Mapped[datetime] = mapped_column(server_default=func.now(), onupdate=func.now())

    __table_args__ = (
        CheckConstraint("ends_at > starts_at", name="order"),
        Index("ix_announcements_starts_at_ends_at", starts_at, ends_at),
    )

    def __str__(self) -> str:
        return self.title

    def title_in(self, locale: str) -> str:
        return self.title_en or self.title if locale == "en" else self.title

    def text_in(self, locale: str) -> str:
        return self.text_en or self.text if locale == "en" else self.text


def announced_at(now: Any) -> tuple[ColumnElement[bool], ...]:
    """What holds of an announcement that is shown at this moment, a datetime or a parameter."""
    return Announcement.starts_at <= now, or_(Announcement.ends_at.is_(None), Announcement.ends_at > now)


TONE_LABELS: dict[AnnouncementTone, Sentence] = {
    AnnouncementTone.INFO: N_("Kabar"),
    AnnouncementTone.WARNING: N_("Peringatan"),
}
