"""Requests to take over a shift."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, SmallInteger, String, func, or_
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.core.db import Record, one_of
from app.core.errors import DomainError
from app.core.flow import Ask, Condition, Flow, Transition, not_by
from app.core.i18n import N_
from app.models.accounts.user import User
from app.models.on_call.schedule import ON_CALL


class SwapStatus(StrEnum):
    ASKED = "ASKED"
    ACCEPTED = "ACCEPTED"
    DECLINED = "DECLINED"
    WITHDRAWN = "WITHDRAWN"


WAITING = frozenset({SwapStatus.ASKED})
ANSWERED = frozenset({SwapStatus.ACCEPTED, SwapStatus.DECLINED, SwapStatus.WITHDRAWN})


class OnCallSwap(Record):
    """Somebody asks a colleague, or with `asked_id` None any colleague, to take their shift between two moments."""

    __tablename__ = "on_call_swaps"

    level: Mapped[int] = mapped_column(SmallInteger)
    starts_at: Mapped[datetime] = mapped_column()
    ends_at: Mapped[datetime] = mapped_column()
    asked_by_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    asked_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    reason: Mapped[str] = mapped_column(String(200), default="", server_default="")
    status: Mapped[SwapStatus] = one_of(SwapStatus, "status", default=SwapStatus.ASKED)
    answered_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    answered_at: Mapped[datetime | None]
    answer: Mapped[str] = mapped_column(String(200), default="", server_default="")
    updated_at: Mapped[datetime] = mapped_column(server_default=func.now(), onupdate=func.now())

    asked_by: Mapped[User] = relationship(foreign_keys=asked_by_id)
    asked: Mapped[User | None] = relationship(foreign_keys=asked_id)
    answered_by: Mapped[User | None] = relationship(foreign_keys=answered_by_id)

    __table_args__ = (
        CheckConstraint("level BETWEEN 1 AND 4", name="level"),
        CheckConstraint("ends_at > starts_at", name="order"),
        CheckConstraint("asked_id IS DISTINCT FROM asked_by_id", name="two_people"),
        Index("ix_on_call_swaps_status_id", "status", "id"),
    )


class OwnSwap(DomainError):
    code = "own_swap"
    sentence = N_("Permintaan sendiri dijawab rekan lain.")


class SwapOfAnother(DomainError):
    code = "swap_of_another"
    sentence = N_("Permintaan ini bukan untuk Anda.")


class SwapIsPast(DomainError):
    code = "swap_is_past"
    sentence = N_("Waktu jaga ini sudah lewat.")


_OF_ANOTHER = not_by(OnCallSwap.asked_by_id, OwnSwap)
_FOR_ME = Condition(
    lambda actor: or_(OnCallSwap.asked_id.is_(None), OnCallSwap.asked_id == getattr(actor, "id", None)), SwapOfAnother
)
_ASKED_OF_ME = Condition(lambda actor: OnCallSwap.asked_id == getattr(actor, "id", None), SwapOfAnother)
_MINE = Condition(lambda actor: OnCallSwap.asked_by_id == getattr(actor, "id", None), SwapOfAnother)
_AHEAD = Condition(lambda _actor: OnCallSwap.ends_at > func.now(), SwapIsPast)
_PART = N_("Kosong: seluruhnya.")

SWAP_FLOW = Flow(
    "on_call_swap",
    OnCallSwap,
    SwapStatus,
    {
        "accept": Transition(
            WAITING,
            SwapStatus.ACCEPTED,
            by=ON_CALL,
            when=(_OF_ANOTHER, _FOR_ME, _AHEAD),
            label=N_("Saya ambil jaga ini"),
            tone="primary",
            asks=(
                Ask("starts", N_("Mulai"), "moment", required=False, hint=_PART),
                Ask("ends", N_("Sampai"), "moment", required=False, hint=_PART),
            ),
        ),
        "decline": Transition(
            WAITING,
            SwapStatus.DECLINED,
            by=ON_CALL,
            when=(_ASKED_OF_ME,),
            label=N_("Tidak bisa"),
            asks=(Ask("reason", N_("Alasan"), max_length=200, required=False),),
        ),
        "withdraw": Transition(WAITING, SwapStatus.WITHDRAWN, by=ON_CALL, when=(_MINE,), label=N_("Tarik permintaan")),
    },
    subject="swap_id",
    labels={
        SwapStatus.ASKED: N_("Menunggu jawaban"),
        SwapStatus.ACCEPTED: N_("Diambil"),
        SwapStatus.DECLINED: N_("Ditolak"),
        SwapStatus.WITHDRAWN: N_("Ditarik"),
    },
    tones={
        SwapStatus.ASKED: "warning",
        SwapStatus.ACCEPTED: "positive",
        SwapStatus.DECLINED: "danger",
        SwapStatus.WITHDRAWN: "neutral",
    },
    groupings=((WAITING, ANSWERED),),
)
