"""After a release is live: figures from elsewhere, what people say, what was learned, actions."""

from datetime import date
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.core.db import Record, one_of
from app.core.i18n import N_, Sentence
from app.models.accounts.user import User
from app.models.releases.readiness import ReleaseItem
from app.models.releases.release import Release


class Measure(StrEnum):
    UPTIME = "UPTIME"
    MEAN_MS = "MEAN_MS"
    ERROR_RATE = "ERROR_RATE"
    NPS = "NPS"
    TICKETS = "TICKETS"


MEASURE_LABELS: dict[Measure, Sentence] = {
    Measure.UPTIME: N_("Waktu hidup"),
    Measure.MEAN_MS: N_("Waktu jawaban rata-rata"),
    Measure.ERROR_RATE: N_("Tingkat galat"),
    Measure.NPS: N_("NPS"),
    Measure.TICKETS: N_("Tiket dukungan per hari"),
}


class ReleaseScore(Record):
    """A figure that Sigap cannot count itself, of `n`; the newest of its measure counts.

    `actual`: shares and changes between 0 and 1 (a fall is negative), times in ms, the NPS in points.
    """

    __tablename__ = "release_scores"

    release_id: Mapped[int] = mapped_column(ForeignKey("releases.id", ondelete="CASCADE"))
    measure: Mapped[Measure] = one_of(Measure, "measure")
    actual: Mapped[float]
    n: Mapped[int]
    source: Mapped[str] = mapped_column(String(200))
    reported_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))

    reported_by: Mapped[User | None] = relationship()

    __table_args__ = (
        CheckConstraint("n > 0", name="n"),
        Index("ix_release_scores_release", release_id, "id"),
    )


class VoiceSource(StrEnum):
    USERS = "USERS"
    SERVICE = "SERVICE"
    INTERNAL = "INTERNAL"
    ANALYTICS = "ANALYTICS"


VOICE_LABELS: dict[VoiceSource, Sentence] = {
    VoiceSource.USERS: N_("Pengguna akhir"),
    VoiceSource.SERVICE: N_("Layanan pelanggan"),
    VoiceSource.INTERNAL: N_("Tim internal"),
    VoiceSource.ANALYTICS: N_("Analitik"),
}


class ReleaseVoice(Record):
    """What somebody of this source says about the release."""

    __tablename__ = "release_voices"

    release_id: Mapped[int] = mapped_column(ForeignKey("releases.id", ondelete="CASCADE"))
    source: Mapped[VoiceSource] = one_of(VoiceSource, "source")
    text: Mapped[str] = mapped_column(Text)
    author_id: Mapped[int] = mapped_column(ForeignKey("users.id"))

    author: Mapped[User] = relationship()

    __table_args__ = (Index("ix_release_voices_release", release_id, "id"),)


class ReleaseCount(Record):
    """How often a page was seen or a step taken on a day, from an uploaded CSV."""

    __tablename__ = "release_counts"

    release_id: Mapped[int] = mapped_column(ForeignKey("releases.id", ondelete="CASCADE"))
    day: Mapped[date]
    name: Mapped[str] = mapped_column(String(120))
    count: Mapped[int]

    __table_args__ = (
        CheckConstraint("count >= 0", name="not_negative"),
        UniqueConstraint("release_id", "day", "name"),
    )


class Retrospective(Record):
    """What was learned of the release; written again it replaces the text."""

    __tablename__ = "retrospectives"

    release_id: Mapped[int] = mapped_column(ForeignKey("releases.id", ondelete="CASCADE"), unique=True)
    went_well: Mapped[str] = mapped_column(Text)
    went_badly: Mapped[str] = mapped_column(Text)
    lessons: Mapped[str] = mapped_column(Text, default="", server_default="")
    author_id: Mapped[int] = mapped_column(ForeignKey("users.id"))

    author: Mapped[User] = relationship()


class ReleaseAction(Record):
    """An action item of a release. `item`: the line of a later release's checklist that holds it."""

    __tablename__ = "release_actions"

    release_id: Mapped[int] = mapped_column(ForeignKey("releases.id", ondelete="CASCADE"))
    title: Mapped[str] = mapped_column(String(150))
    owner_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    due_date: Mapped[date]
    item_id: Mapped[int | None] = mapped_column(ForeignKey("release_items.id", ondelete="SET NULL"), unique=True)

    release: Mapped[Release] = relationship()
    owner: Mapped[User] = relationship()
    item: Mapped[ReleaseItem | None] = relationship()

    __table_args__ = (Index("ix_release_actions_release", release_id, "id"),)
