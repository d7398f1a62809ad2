"""How a system's rollouts are steered, what people asked of them, and what was measured while they rolled."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, ForeignKey, Index, SmallInteger, String, exists, true
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.core.db import Record, one_of
from app.core.errors import DomainError
from app.core.flow import Condition
from app.core.i18n import N_, Sentence, in_own_language
from app.models.accounts.user import User
from app.models.releases.release import Release


class Adapter(StrEnum):
    BY_HAND = "BY_HAND"  # people say in the panel how far it is
    MACHINE = "MACHINE"  # HAProxy before two gunicorns of this machine, steered by `flask release serve`
    REMOTE = "REMOTE"  # a proxy or a program elsewhere, steered by `flask release steer`


ADAPTER_LABELS: dict[Adapter, Sentence] = {
    Adapter.BY_HAND: N_("Dicatat dengan tangan"),
    Adapter.MACHINE: N_("HAProxy di mesin ini"),
    Adapter.REMOTE: N_("Adaptor (nginx, Caddy, webhook)"),
}


class TicketsShould(StrEnum):
    """What a good release does to support tickets; more of them are good where it opened a new way to ask."""

    FALL = "FALL"
    RISE = "RISE"


TICKETS_SHOULD_LABELS: dict[TicketsShould, Sentence] = {
    TicketsShould.FALL: N_("turun 20 %"),
    TicketsShould.RISE: N_("naik 20 %"),
}


class ReleaseSystem(Record):
    """`sample`: requests of the new version before a step may end. `memory_mb` None: no limit."""

    __tablename__ = "release_systems"

    name: Mapped[str] = mapped_column(String(40), unique=True)
    adapter: Mapped[Adapter] = one_of(Adapter, "adapter", default=Adapter.BY_HAND)
    sample: Mapped[int] = mapped_column(default=200, server_default="200")
    least_seconds: Mapped[int] = mapped_column(default=60, server_default="60")
    memory_mb: Mapped[int | None]
    tickets_should: Mapped[TicketsShould] = one_of(
        TicketsShould, "tickets_should", default=TicketsShould.FALL, server_default="FALL"
    )
    version: Mapped[int] = mapped_column(default=1, server_default="1")

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  SQLAlchemy reads it as it is

    def __str__(self) -> str:
        return self.name


class CommandVerb(StrEnum):
    START = "START"
    PROMOTE = "PROMOTE"
    HOLD = "HOLD"
    RESUME = "RESUME"
    ROLL_BACK = "ROLL_BACK"


COMMAND_LABELS: dict[CommandVerb, Sentence] = {
    CommandVerb.START: N_("Mulai bergulir"),
    CommandVerb.PROMOTE: N_("Lanjut ke langkah berikutnya"),
    CommandVerb.HOLD: N_("Tahan"),
    CommandVerb.RESUME: N_("Jalankan lagi"),
    CommandVerb.ROLL_BACK: N_("Kembalikan"),
}


class CommandStatus(StrEnum):
    WAITING = "WAITING"
    DONE = "DONE"
    REFUSED = "REFUSED"


class RolloutCommand(Record):
    """What a person asked of a rollout; `percent`: where it stood then, so that done twice it goes one step only."""

    __tablename__ = "rollout_commands"

    release_id: Mapped[int] = mapped_column(ForeignKey("releases.id", ondelete="CASCADE"))
    verb: Mapped[CommandVerb] = one_of(CommandVerb, "verb")
    percent: Mapped[int] = mapped_column(SmallInteger)
    reason: Mapped[str] = mapped_column(String(500), default="", server_default="")
    asked_by_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    status: Mapped[CommandStatus] = one_of(CommandStatus, "status", default=CommandStatus.WAITING)
    answer: Mapped[str] = mapped_column(String(500), default="", server_default="")
    answer_en: Mapped[str] = mapped_column(String(500), default="", server_default="")
    answered_at: Mapped[datetime | None]

    @property
    def shown_answer(self) -> str:
        return in_own_language(self.answer, self.answer_en)

    release: Mapped[Release] = relationship()
    asked_by: Mapped[User] = relationship()

    __table_args__ = (
        Index("uq_rollout_commands_waiting", release_id, unique=True, postgresql_where=status == "WAITING"),
        Index("ix_rollout_commands_release", release_id, "id"),
    )


class RolloutSample(Record):
    """Both versions since the step began, seen at `created_at`: requests, 5xx and p95 of the new and of the old one."""

    __tablename__ = "rollout_samples"

    release_id: Mapped[int] = mapped_column(ForeignKey("releases.id", ondelete="CASCADE"))
    percent: Mapped[int] = mapped_column(SmallInteger)
    requests: Mapped[int]
    errors: Mapped[int]
    p95_ms: Mapped[float | None]
    old_requests: Mapped[int]
    old_errors: Mapped[int]
    old_p95_ms: Mapped[float | None]
    memory_mb: Mapped[float | None]
    decision: Mapped[str] = mapped_column(String(10))
    reason: Mapped[str] = mapped_column(String(300))
    reason_en: Mapped[str] = mapped_column(String(300), default="", server_default="")

    @property
    def shown_reason(self) -> str:
        return in_own_language(self.reason, self.reason_en)

    __table_args__ = (Index("ix_rollout_samples_release", release_id, "created_at"),)


class SteeredElsewhere(DomainError):
    code = "steered"
    sentence = N_("Rilis sistem ini dikemudikan pengendali; pakai tombol pengendalinya.")


class NotSteered(DomainError):
    code = "not_steered"
    sentence = N_("Rilis sistem ini dicatat dengan tangan; tidak ada pengendali yang menjalankannya.")


class CommandWaiting(DomainError):
    code = "command_waiting"
    sentence = N_("Masih ada perintah yang menunggu pengendali.")


def is_steered() -> ColumnElement[bool]:
    """Of a `Release`: a program moves its visitors."""
    return exists().where(ReleaseSystem.name == Release.system, ReleaseSystem.adapter != Adapter.BY_HAND)


def _by_hand(actor: Any) -> ColumnElement[bool]:
    return true() if actor is None else ~is_steered()


def _none_waits(_actor: Any) -> ColumnElement[bool]:
    waiting = RolloutCommand.status == CommandStatus.WAITING
    return ~exists().where(RolloutCommand.release_id == Release.id, waiting)


BY_HAND = Condition(_by_hand, SteeredElsewhere)
STEERED = Condition(lambda _actor: is_steered(), NotSteered)
NONE_WAITS = Condition(_none_waits, CommandWaiting)
