"""Add a report that was sent as evidence for a release."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from app.core.errors import Invalid, NotAllowed, NotAvailable, NotFound
from app.core.i18n import N_, in_language
from app.models.accounts.user import User
from app.models.releases.evidence_words import words_of
from app.models.releases.readiness import PLANNERS, EvidenceKind, ReleaseEvidence
from app.models.releases.release import BEFORE, Release


def add_evidence(
    session: Session,
    *,
    release_id: int,
    kind: EvidenceKind,
    passed: bool,
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
        words=in_language(words_of(kind, facts), "id")[:300],
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
