"""What changes when: releases planned and live, freezes, maintenance."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from app.models.releases.calendar import FreezeOverride, FreezeWindow, ReleaseFollower
from app.models.releases.release import COMING, Release, ReleaseStatus
from app.models.status.status_page import PlannedMaintenance


@dataclass(frozen=True, slots=True)
class Change:
    """`kind`: planned, live, rolled_back, freeze or maintenance; `until` None: a moment, not a span."""

    kind: str
    at: datetime
    until: datetime | None
    words: str
    record_id: int


def list_changes_between(session: Session, *, since: datetime, until: datetime, zone: ZoneInfo) -> list[Change]:
    """Oldest first."""
    found = [*_releases(session, since, until, zone), *_freezes(session, since, until)]
    maintenances = select(PlannedMaintenance).where(
        PlannedMaintenance.ends_at > since, PlannedMaintenance.starts_at < until
    )
    found += [
        Change("maintenance", one.starts_at, one.ends_at, one.title, one.id) for one in session.scalars(maintenances)
    ]
    return sorted(found, key=lambda one: (one.at, one.kind, one.record_id))


def find_freeze(session: Session, *, system: str, now: datetime) -> FreezeWindow | None:
    """The one that lasts longest of those in force for this system."""
    covers = (FreezeWindow.starts_at <= now, FreezeWindow.ends_at > now, FreezeWindow.system.in_(["", system]))
    return session.scalars(select(FreezeWindow).where(*covers).order_by(FreezeWindow.ends_at.desc()).limit(1)).first()


def list_overrides(session: Session, release_id: int) -> Sequence[FreezeOverride]:
    wanted = select(FreezeOverride).where(FreezeOverride.release_id == release_id)
    return session.scalars(wanted.order_by(FreezeOverride.id.desc())).all()


def list_followers(session: Session, release_id: int) -> Sequence[int]:
    """Ids of users."""
    wanted = select(ReleaseFollower.user_id).where(ReleaseFollower.release_id == release_id)
    return session.scalars(wanted.order_by(ReleaseFollower.id)).all()


def _releases(session: Session, since: datetime, until: datetime, zone: ZoneInfo) -> list[Change]:
    planned = (Release.planned_date >= since.astimezone(zone).date()) & (
        Release.planned_date <= until.astimezone(zone).date()
    )
    lived = (Release.live_at >= since) & (Release.live_at < until)
    back = (Release.status == ReleaseStatus.ROLLED_BACK) & (Release.ended_at >= since) & (Release.ended_at < until)
    found: list[Change] = []
    for one in session.scalars(select(Release).where(or_(planned, lived, back))):
        if one.planned_date is not None and one.status in COMING:
            found.append(Change("planned", _begin(one.planned_date, zone), None, str(one), one.id))
        if one.live_at is not None and since <= one.live_at < until:
            found.append(Change("live", one.live_at, None, str(one), one.id))
        if one.status == ReleaseStatus.ROLLED_BACK and one.ended_at is not None:
            found.append(Change("rolled_back", one.ended_at, None, str(one), one.id))
    return found


def _freezes(session: Session, since: datetime, until: datetime) -> list[Change]:
    wanted = select(FreezeWindow).where(FreezeWindow.ends_at > since, FreezeWindow.starts_at < until)
    words = {one.id: f"{one.name} ({one.system})" if one.system else one.name for one in session.scalars(wanted)}
    return [Change("freeze", one.starts_at, one.ends_at, words[one.id], one.id) for one in session.scalars(wanted)]


def _begin(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(0), zone)
