"""Evidence for a release: reports that were sent, and what Sigap knows itself."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.errors import Invalid, NotAllowed, NotAvailable, NotFound
from app.core.i18n import N_
from app.models.accounts.user import User
from app.models.releases.readiness import PLANNERS, EvidenceKind, ReleaseEvidence
from app.models.releases.release import BEFORE, Release
from workflows.heartbeats import list_parts
from workflows.releases.backups import read_facts


def add_evidence(
    session: Session,
    *,
    release_id: int,
    kind: EvidenceKind,
    passed: bool,
    words: str,
    facts: Mapping[str, Any],
    commit: str,
    made_at: datetime | None,
    sha256: str,
    actor: User,
    now: datetime,
) -> ReleaseEvidence:
    """`made_at` None: the report does not tell, so it counts from now. That of another commit is kept, not counted."""
    if actor.role not in PLANNERS:
        raise NotAllowed
    release = session.get(Release, release_id, with_for_update=True, populate_existing=True)
    if release is None:
        raise NotFound
    if release.status not in BEFORE:
        raise NotAvailable(N_("Rilis ini tidak lagi disiapkan."))
    if made_at is not None and made_at > now:
        raise Invalid(N_("Laporan ini bertanggal di masa depan."), field="file")
    made = ReleaseEvidence(
        release_id=release_id,
        kind=kind,
        passed=passed,
        words=words[:300],
        facts=dict(facts),
        commit=commit.strip().lower()[:40],
        made_at=made_at or now,
        sha256=sha256,
        sent_by_id=actor.id,
        created_at=now,
    )
    session.add(made)
    session.flush()
    return made


def collect_own_evidence(session: Session, *, release_id: int, now: datetime) -> None:
    """Heartbeats, backup and drill as they are at this moment, each with the time it was true."""
    facts, parts = read_facts(session, now=now), list_parts(session, now=now)
    ill = [part.name for part in parts if not part.is_well]
    seen = min((part.beat_at for part in parts if part.beat_at), default=now)
    _keep(
        session,
        release_id,
        EvidenceKind.MONITORING,
        not ill,
        f"{len(parts) - len(ill)}/{len(parts)} bagian hidup",
        seen,
    )
    if facts.last and facts.last.snapshot_at:
        words = f"{facts.last.name}, {facts.last.row_count} baris"
        _keep(session, release_id, EvidenceKind.BACKUP, not facts.is_size_odd, words, facts.last.snapshot_at)
    if facts.drill and facts.drill.finished_at:
        words = f"pulih dalam {facts.drill.rto_seconds} detik"
        _keep(session, release_id, EvidenceKind.DRILL, True, words, facts.drill.finished_at)  # noqa: FBT003


def _keep(session: Session, release_id: int, kind: EvidenceKind, passed: bool, words: str, made_at: datetime) -> None:  # noqa: FBT001
    same = select(ReleaseEvidence.id).where(
        ReleaseEvidence.release_id == release_id,
        ReleaseEvidence.kind == kind,
        ReleaseEvidence.made_at == made_at,
        ReleaseEvidence.passed == passed,
    )
    if session.scalar(same) is None:
        session.add(ReleaseEvidence(release_id=release_id, kind=kind, passed=passed, words=words, made_at=made_at))
        session.flush()
