"""Ask a colleague to take one's shift."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.core.errors import Invalid, NotAllowed
from app.core.i18n import N_
from app.models.accounts.user import User
from app.models.on_call.schedule import ON_CALL
from app.models.on_call.swap import OnCallSwap
from workflows.on_call.events import SwapAsked
from workflows.on_call.plan.cover_shift import require_period
from workflows.on_call.plan.require_person import require_person
from workflows.on_call.swaps.owned import is_on_call_within
from workflows.outbox_events import emit


def ask_swap(
    session: Session,
    *,
    level: int,
    starts_at: datetime,
    ends_at: datetime,
    actor: User,
    now: datetime,
    asked_id: int | None = None,
    reason: str = "",
) -> OnCallSwap:
    """`asked_id` None: whoever of the level's people takes it first. Raises Invalid where there is nothing to swap."""
    if actor.role not in ON_CALL:
        raise NotAllowed
    require_period(level, starts_at, ends_at, now)
    if asked_id == actor.id:
        raise Invalid(N_("Pilih rekan lain, bukan diri sendiri."), field="person")
    if asked_id is not None:
        require_person(session, asked_id)
    if not is_on_call_within(session, level=level, user_id=actor.id, since=max(starts_at, now), until=ends_at):
        raise Invalid(N_("Pada waktu itu Anda tidak siaga di level ini: tidak ada yang ditukar."), field="starts_at")
    swap = OnCallSwap(
        level=level, starts_at=starts_at, ends_at=ends_at, asked_by_id=actor.id, asked_id=asked_id,
        reason=reason.strip()[:200], created_at=now, updated_at=now,
    )  # fmt: skip
    session.add(swap)
    session.flush()
    emit(session, SwapAsked(swap_id=swap.id), now=now)
    return swap
