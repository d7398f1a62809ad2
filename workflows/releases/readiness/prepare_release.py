"""Prepare a release: its record and its checklist, from the templates and the open work of the releases before."""

import re
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.errors import Invalid, NotAllowed
from app.core.i18n import N_
from app.models.accounts.user import User
from app.models.releases.readiness import PLANNERS, ChecklistTemplate, ReleaseItem
from app.models.releases.release import Release, Risk
from workflows.releases.after_release import carry_actions
from workflows.transitions import note

_SYSTEM, _COMMIT = re.compile(r"[a-z0-9_-]{1,40}"), re.compile(r"|[0-9a-f]{7,40}")
_VERSION = re.compile(r"(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)([-+][0-9A-Za-z.+-]+)?")


def prepare_release(
    session: Session,
    *,
    system: str,
    version: str,
    commit: str,
    notes: str,
    risk: Risk,
    actor: User,
    now: datetime,
    planned_date: date | None = None,
) -> Release:
    """Raises Invalid for a version that is no semver, or is there already."""
    if actor.role not in PLANNERS:
        raise NotAllowed
    system, version, commit = system.strip().lower(), version.strip(), commit.strip().lower()
    _require_new(session, system, version, commit)
    release = Release(
        system=system,
        version=version,
        commit=commit,
        notes=notes.strip(),
        risk=risk,
        owner_id=actor.id,
        planned_date=planned_date,
        created_at=now,
    )
    session.add(release)
    session.flush()
    _copy_checklist(session, release, now)
    carry_actions(session, release, now=now)
    session.flush()
    note(session, "releases", release.id, "created", actor=actor, now=now, version=["", str(release)])
    return release


def _require_new(session: Session, system: str, version: str, commit: str) -> None:
    for field, pattern, text in (
        ("system", _SYSTEM, system),
        ("version", _VERSION, version),
        ("commit", _COMMIT, commit),
    ):
        if not pattern.fullmatch(text):
            raise Invalid(N_("Isian ini tidak berbentuk seperti seharusnya."), field=field)
    known = select(Release.id).where(Release.system == system, Release.version == version)
    if session.scalar(known) is not None:
        raise Invalid(N_("Versi ini sudah ada."), field="version")


def _copy_checklist(session: Session, release: Release, now: datetime) -> None:
    templates = select(ChecklistTemplate).where(ChecklistTemplate.system.in_(["", release.system]))
    for one in session.scalars(templates.order_by(ChecklistTemplate.position, ChecklistTemplate.id)):
        session.add(
            ReleaseItem(
                release_id=release.id,
                checklist=one.checklist,
                label=one.label,
                evidence=one.evidence,
                position=one.position,
                created_at=now,
            )
        )
