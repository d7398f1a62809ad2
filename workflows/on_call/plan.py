"""Changing the plan: rotations, overrides, and taking a shift with one press."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.errors import Invalid, NotAllowed, NotFound
from app.core.i18n import N_
from app.models.accounts.user import TECHNICAL, Role, User, UserStatus
from app.models.incidents.incident_flow import RESPONDERS
from app.models.on_call.schedule import CoverKind, EmergencyContact, OnCallCover, OnCallLayer
from app.policies.company_time import company_zone
from workflows.on_call.events import TestCall
from workflows.on_call.rotation import with_people
from workflows.on_call.who import LEVELS, load_plan, rotation_of
from workflows.outbox_events import emit
from workflows.transitions import note

LONGEST_COVER = timedelta(days=60)
KEEPERS = TECHNICAL | {Role.MANAGER}


def find_people(session: Session, names: str) -> list[int]:
    """User names separated by spaces or commas, in the order of the rotation. Raises Invalid."""
    wanted = names.replace(",", " ").lower().split()
    able = RESPONDERS | {Role.MANAGER}
    found = dict(
        session.execute(
            select(User.username, User.id).where(
                User.username.in_(wanted), User.status == UserStatus.ACTIVE, User.role.in_(able)
            )
        ).all()
    )
    unknown = [name for name in wanted if name not in found]
    if unknown or not wanted:
        raise Invalid(N_("Tidak bisa siaga: %(names)s", names=", ".join(unknown) or "–"), field="people")
    return [found[name] for name in wanted]


def change_people(session: Session, *, layer: OnCallLayer, people: Sequence[int], now: datetime) -> OnCallLayer:
    """Whoever is on call now stays so, as long as they are in the list."""
    zone = ZoneInfo(company_zone(session))
    if list(people) != list(layer.people):
        changed = with_people(rotation_of(layer, zone), list(people), now=now)
        layer.people, layer.started_at = list(changed.people), changed.start.replace(tzinfo=zone)
    layer.version += 1
    session.flush()
    return layer


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
    """Somebody else is on call for a while. A manager may do it for somebody absent."""
    if actor.role not in KEEPERS and actor.id != user_id:
        raise NotAllowed
    if level not in LEVELS:
        raise Invalid(N_("Level ini tidak ada."), field="level")
    if not now - timedelta(minutes=5) <= ends_at or ends_at <= starts_at or ends_at - starts_at > LONGEST_COVER:
        raise Invalid(N_("Waktu selesai harus sesudah waktu mulai, paling lama 60 hari."), field="ends_at")
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
    session.add(cover)
    session.flush()
    return cover


def take_shift(session: Session, *, level: int, actor: User, now: datetime) -> OnCallCover:
    """From now until the next hand-over of the level."""
    layers, _covers, zone = load_plan(session, since=now)
    mine = [layer for layer in layers if layer.level == level]
    until = min((rotation_of(layer, zone).next_hand_over(now) for layer in mine), default=now + timedelta(hours=12))
    return cover_shift(
        session, level=level, user_id=actor.id, starts_at=now, ends_at=until, actor=actor, now=now, kind=CoverKind.TAKEN
    )


def send_test_call(session: Session, *, actor: User, now: datetime) -> None:
    """A call to oneself, by the ways a real one takes."""
    emit(session, TestCall(user_id=actor.id), now=now, once=f"test_call:{actor.id}:{now:%Y%m%d%H%M}")


def verify_contact(session: Session, *, contact_id: int, actor: User, now: datetime) -> EmergencyContact:
    """Somebody has called this number and it still holds."""
    contact = session.get(EmergencyContact, contact_id, with_for_update=True)
    if contact is None:
        raise NotFound
    contact.verified_at = now
    note(session, "emergency_contacts", contact.id, "verified", actor=actor, now=now)
    session.flush()
    return contact
