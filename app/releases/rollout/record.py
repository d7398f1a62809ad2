"""The panel's record of what rolls on this machine: asked before a deploy, and kept at the step that is true."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import structlog
from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from app.core.clock import utc_now
from app.core.db import db, unit_of_work
from app.core.errors import DomainError
from app.core.i18n import N_
from app.models.releases.calendar import is_allowed, is_frozen
from app.models.releases.release import APPROVED, OWN_SYSTEM, STEPS, Release, ReleaseStatus
from app.models.releases.release_flow import RELEASE_FLOW
from app.releases.rollout.control import NotNow
from app.releases.rollout.judging.judge import Rules
from app.releases.rollout.state import RolloutState
from workflows.releases.readiness import promote_release, put_live, start_release
from workflows.releases.steering import find_system

log = structlog.get_logger()


def require_go(version: str, system: str = OWN_SYSTEM) -> None:
    """Raises NotNow for a version the panel knows and two people have not approved; one it does not know may go."""
    try:
        release = find_release(db.session(), version, system)
        is_closed = release is not None and _is_in_freeze(db.session(), release)
    except SQLAlchemyError:
        raise NotNow(N_("database tidak menjawab: persetujuan rilis tidak dapat dibaca")) from None
    finally:
        db.session.remove()
    if is_closed:
        raise NotNow(N_("rilis %(version)s di panel: masa beku, belum diizinkan orang kedua", version=version))
    if release is not None and release.status not in APPROVED:
        raise NotNow(
            N_(
                "rilis %(version)s di panel: %(status)s, belum disetujui “Go” dua orang",
                version=version,
                status=RELEASE_FLOW.labels[release.status],
            )
        )


def _is_in_freeze(session: Session, release: Release) -> bool:
    closed = (
        select(is_frozen() & ~is_allowed(None))
        .select_from(Release)
        .where(Release.id == release.id, Release.status == ReleaseStatus.READY)
    )
    return bool(session.scalar(closed))


def known_rules(name: str = OWN_SYSTEM) -> Rules:
    """The guide's, with what people set for this system; a database that is away leaves the guide's."""
    try:
        system = find_system(db.session(), name)
    except SQLAlchemyError:
        return Rules()
    finally:
        db.session.remove()
    if system is None:
        return Rules()
    return Rules(sample=system.sample, least=timedelta(seconds=system.least_seconds), memory_mb=system.memory_mb)


def mark_record(state: RolloutState, say: Callable[[str], None]) -> None:
    """Bring the records of the live and of the rolling version to where they are; said again it changes nothing.

    What is refused, and a database that is away, is said and stops nothing: the next look tries again.
    """
    truth = {state.live: STEPS[-1], state.canary: state.percent}
    for colour, percent in truth.items():
        if colour in state.builds:
            mark_version(OWN_SYSTEM, state.builds[colour].version, percent, is_live=colour == state.live, say=say)


def mark_version(system: str, version: str, percent: int, *, is_live: bool, say: Callable[[str], None]) -> None:
    try:
        if unit_of_work(lambda session: _advance(session, system, version, percent, is_live=is_live)):
            say(f"catatan rilis {version}: {'langsung' if is_live else f'{percent} %'}")
    except (DomainError, SQLAlchemyError) as problem:
        log.warning("rollout.record_not_marked", version=version, error=str(problem))
        say(f"catatan rilis {version} belum diperbarui")
    finally:
        db.session.remove()


def _advance(session: Session, system: str, version: str, percent: int, *, is_live: bool) -> bool:
    """True where something was written."""
    release = find_release(session, version, system)
    if release is None or release.status not in {ReleaseStatus.READY, ReleaseStatus.ROLLING}:
        return False
    before = (release.status, release.percent)
    known: dict[str, Any] = {"release_id": release.id, "actor": None, "now": utc_now()}
    if release.status == ReleaseStatus.READY:
        release = start_release(session, **known)
    while release.percent < percent:
        release = promote_release(session, **known)
    if is_live:
        release = put_live(session, **known)
    return (release.status, release.percent) != before


def find_release(session: Session, version: str, system: str = OWN_SYSTEM) -> Release | None:
    wanted = select(Release).where(Release.system == system, Release.version == version)
    return session.scalars(wanted.execution_options(populate_existing=True)).one_or_none()
