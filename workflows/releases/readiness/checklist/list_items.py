"""The lines of a checklist: ticked by a person, or held by fresh evidence."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from app.models.releases.readiness import LASTS, UPLOADED, EvidenceKind, ItemStatus, ReleaseEvidence, ReleaseItem
from app.models.releases.release import Release
from app.models.releases.release_flow import has_fresh_evidence


@dataclass(frozen=True, slots=True)
class ItemState:
    """`by`: a person, "evidence" or nobody; `evidence`: the newest of its kind; `stale`: why that does not count."""

    item: ReleaseItem
    is_done: bool
    evidence: ReleaseEvidence | None
    stale: str

    def as_json(self) -> dict[str, Any]:
        by = self.item.done_by.name if self.item.done_by else "evidence" if self.is_done else ""
        found = self.evidence
        return {
            "checklist": str(self.item.checklist),
            "label": self.item.label,
            "done": self.is_done,
            "by": by,
            "note": self.item.note,
            "evidence": found.words if found else "",
            "kind": str(found.kind) if found else "",
            "facts": found.facts if found else {},
        }


def list_items(session: Session, release: Release, *, now: datetime) -> list[ItemState]:
    """What is missing first, then in the order of the checklist."""
    rows = session.execute(
        select(ReleaseItem, (ReleaseItem.status == ItemStatus.DONE) | has_fresh_evidence())
        .where(ReleaseItem.release_id == release.id)
        .options(joinedload(ReleaseItem.done_by))
        .order_by(ReleaseItem.position, ReleaseItem.id)
        .execution_options(populate_existing=True)
    ).all()
    newest = _newest(session, release.id)
    states = [
        ItemState(item, done, found := newest.get(item.evidence), _stale(found, release, now)) for item, done in rows
    ]
    return sorted(states, key=lambda state: state.is_done)


def _newest(session: Session, release_id: int) -> dict[EvidenceKind | None, ReleaseEvidence]:
    found = select(ReleaseEvidence).where(ReleaseEvidence.release_id == release_id)
    rows = session.scalars(found.order_by(ReleaseEvidence.made_at, ReleaseEvidence.id))
    return {row.kind: row for row in rows}


def _stale(found: ReleaseEvidence | None, release: Release, now: datetime) -> str:
    if found is None:
        return ""
    if not found.passed:
        return "failed"
    if found.kind in UPLOADED and found.commit != release.commit:
        return "other_commit"
    return "old" if now - found.made_at > LASTS[found.kind] else ""
