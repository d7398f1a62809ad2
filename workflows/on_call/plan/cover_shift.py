"""Put somebody on call for a while."""

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from app.core.errors import Invalid, NotAllowed
from app.core.i18n import N_
from app.models.accounts.user import User
from app.models.on_call.schedule import PLANNERS, CoverKind, OnCallCover
from workflows.on_call.events import ShiftCovered
from workflows.on_call.plan.require_person import require_person
from workflows.on_call.who import LEVELS, get_plan, person_at
from workflows.outbox_events import emit

LONGEST_COVER = timedelta(days=60)


def cover_shift(
    session: Session,
    *,
    level: int,
    user_id: int,
    starts_at: datetime,
    ends_at: datetime,
    actor: User,
    now: datetime,
    reason: str = "",
    kind: CoverKind = CoverKind.OVERRIDE,
) -> OnCallCover:
    """Somebody else is on call for a while. Who plans may do it for others. Raises Invalid."""
    if actor.role not in PLANNERS and actor.id != user_id:
        raise NotAllowed
    require_period(level, starts_at, ends_at, now)
    require_person(session, user_id)
    cover = OnCallCover(
        level=level,
        kind=kind,
        user_id=user_id,
        starts_at=starts_at,
        ends_at=ends_at,
        reason=reason.strip()[:200],
        created_by_id=actor.id,
        created_at=now,
    )
    layers, covers, zone = get_plan(session, since=now)
    replaced = person_at(layers, covers, level=level, at=max(starts_at, now), zone=zone)
    session.add(cover)
    session.flush()
    emit(session, ShiftCovered(cover_id=cover.id, replaced_id=replaced), now=now)
    return cover


def require_period(level: int, starts_at: datetime, ends_at: datetime, now: datetime) -> None:
    """Raises Invalid for a level that is none, and for a time that is past, empty or too long."""
    if level not in LEVELS:
        raise Invalid(N_("Level ini tidak ada."), field="level")
    if not now - timedelta(minutes=5) <= ends_at or ends_at <= starts_at or ends_at - starts_at > LONGEST_COVER:
        raise Invalid(N_("Waktu selesai harus sesudah waktu mulai, paling lama 60 hari."), field="ends_at")
