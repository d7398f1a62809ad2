"""What everybody shall know: on the status page and above every page of those who are logged in."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, ColumnElement, ForeignKey, Index, String, exists, func, or_, true
from sqlalchemy.orm import Mapped, mapped_column

from app.core.db import Record, one_of
from app.core.errors import DomainError
from app.core.flow import Condition, Flow, Transition
from app.core.i18n import N_, Sentence
from app.models.company import Company
from app.models.incidents.incident_flow import RESPONDERS


class AnnouncementTone(StrEnum):
    INFO = "INFO"
    WARNING = "WARNING"


class AnnouncementStatus(StrEnum):
    DRAFT = "DRAFT"
    PUBLISHED = "PUBLISHED"


class Announcement(Record):
    """Once published shown from `starts_at` until `ends_at`, None: until somebody ends it.

    English is shown where it is written.

    `created_by`: who wrote its words last; rows of the version before are published.
    """

    __tablename__ = "announcements"

    title: Mapped[str] = mapped_column(String(150))
    title_en: Mapped[str] = mapped_column(String(150), default="", server_default="")
    text: Mapped[str] = mapped_column(String(2000), default="", server_default="")
    text_en: Mapped[str] = mapped_column(String(2000), default="", server_default="")
    tone: Mapped[AnnouncementTone] = one_of(AnnouncementTone, "tone", default=AnnouncementTone.INFO)
    status: Mapped[AnnouncementStatus] = one_of(
        AnnouncementStatus, "status", default=AnnouncementStatus.DRAFT, server_default="PUBLISHED"
    )
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
    published = Announcement.status == AnnouncementStatus.PUBLISHED
    return published, Announcement.starts_at <= now, or_(Announcement.ends_at.is_(None), Announcement.ends_at > now)


TONE_LABELS: dict[AnnouncementTone, Sentence] = {
    AnnouncementTone.INFO: N_("Kabar"),
    AnnouncementTone.WARNING: N_("Peringatan"),
}


class OwnAnnouncement(DomainError):
    code = "own_announcement"
    sentence = N_("Pengumuman diterbitkan orang lain, bukan penulisnya.")


def _by_another(actor: Any) -> ColumnElement[bool]:
    if actor is None:
        return true()
    asks_two = exists().where(Company.id == 1, Company.announcements_by_two)
    return or_(~asks_two, Announcement.created_by_id.is_distinct_from(actor.id))


_S = AnnouncementStatus
ANNOUNCEMENT_FLOW = Flow(
    "announcement",
    Announcement,
    AnnouncementStatus,
    {
        "publish": Transition(
            {_S.DRAFT},
            _S.PUBLISHED,
            by=RESPONDERS,
            label=N_("Terbitkan"),
            tone="primary",
            when=(Condition(_by_another, OwnAnnouncement),),
            decides=True,
        ),
        "withdraw": Transition({_S.PUBLISHED}, _S.DRAFT, by=RESPONDERS, label=N_("Tarik kembali"), tone="danger"),
    },
    subject="announcement_id",
    content=("title", "title_en", "text", "text_en", "tone", "starts_at", "ends_at"),
    labels={_S.DRAFT: N_("Draf"), _S.PUBLISHED: N_("Terbit")},
    tones={_S.DRAFT: "neutral", _S.PUBLISHED: "positive"},
)
