"""Take the shift that a colleague asked about, or a part of it."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.errors import Invalid, NotAvailable
from app.core.i18n import N_
from app.models.accounts.user import User
from app.models.on_call.schedule import CoverKind
from app.models.on_call.swap import SWAP_FLOW, OnCallSwap
from workflows.on_call.events import SwapAsked
from workflows.on_call.plan.cover_shift import cover_shift
from workflows.on_call.swaps.owned import list_owned
from workflows.outbox_events import emit
from workflows.transitions import transition


def accept_swap(
    session: Session,
    *,
    swap_id: int,
    actor: User,
    now: datetime,
    starts: datetime | None = None,
    ends: datetime | None = None,
) -> OnCallSwap:
    """Both are told. What is not taken of it is asked again. Raises Invalid for a part outside of what was asked."""
    asker = select(OnCallSwap.asked_by_id).where(OnCallSwap.id == swap_id).scalar_subquery()
    session.execute(select(User.id).where(User.id == asker).with_for_update())  # their shifts change hands one by one
    swap: OnCallSwap = transition(
        session, SWAP_FLOW, swap_id, "accept", actor=actor, now=now, answered_by_id=actor.id, answered_at=now
    )
    asked = max(swap.starts_at, now), swap.ends_at
    taken = max(starts or asked[0], asked[0]), ends or asked[1]
    if taken[0] >= taken[1] or taken[1] > asked[1]:
        raise Invalid(N_("Bagian ini di luar waktu yang diminta."), field="ends")
    period = {"level": swap.level, "user_id": swap.asked_by_id}
    owned = list_owned(session, **period, since=taken[0], until=taken[1])
    if not owned:
        raise NotAvailable(N_("Rekan Anda tidak lagi siaga pada waktu itu: tidak ada yang ditukar."))
    for begin, end in owned:
        cover_shift(
            session, level=swap.level, user_id=actor.id, starts_at=begin, ends_at=end, actor=actor, now=now,
            reason=swap.reason, kind=CoverKind.SWAP,
        )  # fmt: skip
    for rest in ((asked[0], taken[0]), (taken[1], asked[1])):
        _ask_rest(session, swap, rest, now)
    return swap


def _ask_rest(session: Session, swap: OnCallSwap, rest: tuple[datetime, datetime], now: datetime) -> None:
    """Of any colleague: who was asked has said what they can take."""
    if not list_owned(session, level=swap.level, user_id=swap.asked_by_id, since=rest[0], until=rest[1]):
        return
    more = OnCallSwap(
        level=swap.level, starts_at=rest[0], ends_at=rest[1], asked_by_id=swap.asked_by_id, reason=swap.reason,
        created_at=now, updated_at=now,
    )  # fmt: skip
    session.add(more)
    session.flush()
    emit(session, SwapAsked(swap_id=more.id), now=now)
