"""Collect what Sigap knows itself as evidence for a release."""

from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.i18n import in_language
from app.models.releases.evidence_words import words_of
from app.models.releases.readiness import EvidenceKind, ReleaseEvidence
from workflows.heartbeats import list_parts
from workflows.releases.backups import read_facts


def collect_own_evidence(session: Session, *, release_id: int, now: datetime) -> None:
    """Heartbeats, backup and drill as they are at this moment, each with the time it was true."""
    facts, parts = read_facts(session, now=now), list_parts(session, now=now)
    ill = [part.name for part in parts if not part.is_well]
    seen = min((part.beat_at for part in parts if part.beat_at), default=now)
    found: dict[str, Any] = {"well": len(parts) - len(ill), "all": len(parts)}
    _keep(session, release_id, EvidenceKind.MONITORING, found, seen, passed=not ill)
    if facts.last and facts.last.snapshot_at:
        found = {"name": facts.last.name, "rows": facts.last.row_count}
        _keep(session, release_id, EvidenceKind.BACKUP, found, facts.last.snapshot_at, passed=not facts.is_size_odd)
    if facts.drill and facts.drill.finished_at:
        found = {"seconds": facts.drill.rto_seconds}
        _keep(session, release_id, EvidenceKind.DRILL, found, facts.drill.finished_at)


def _keep(
    session: Session,
    release_id: int,
    kind: EvidenceKind,
    facts: dict[str, Any],
    made_at: datetime,
    *,
    passed: bool = True,
) -> None:
    same = select(ReleaseEvidence.id).where(
        ReleaseEvidence.release_id == release_id,
        ReleaseEvidence.kind == kind,
        ReleaseEvidence.made_at == made_at,
        ReleaseEvidence.passed == passed,
    )
    if session.scalar(same) is None:
        words = in_language(words_of(kind, facts), "id")[:300]
        known: dict[str, Any] = {"passed": passed, "words": words, "facts": facts, "made_at": made_at}
        session.add(ReleaseEvidence(release_id=release_id, kind=kind, **known))
        session.flush()
