"""Collect what Sigap knows itself as evidence for a release."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models.releases.readiness import EvidenceKind, ReleaseEvidence
from workflows.heartbeats import list_parts
from workflows.releases.backups import read_facts


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
