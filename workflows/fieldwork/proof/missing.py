"""What a visit still lacks before it can be finished."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from app.core.i18n import N_, Sentence
from app.models.accounts.user import User
from app.models.company import Company
from app.models.files.document import Document, DocumentKind, PhotoPhase
from app.models.visits.assignment import Assignment
from app.models.visits.attendance import Attendance, AttendanceKind, AttendanceStatus


@dataclass(frozen=True, slots=True)
class Proof:
    """Photos and BAST that exist, and what the company requires."""

    before: int
    after: int
    before_required: int
    after_required: int
    has_handover: bool

    @property
    def is_complete(self) -> bool:
        return self.has_handover and self.before >= self.before_required and self.after >= self.after_required


def get_proofs(session: Session, *, visit_ids: Collection[int]) -> Mapping[int, Proof]:
    """Counts of what has not been withdrawn, for many visits at once."""
    counted = (
        select(Document.visit_id, Document.kind, Document.phase, func.count())
        .where(Document.visit_id.in_(visit_ids), Document.withdrawn_at.is_(None))
        .where(Document.kind.in_([DocumentKind.WORK_PHOTO, DocumentKind.HANDOVER_REPORT]))
        .group_by(Document.visit_id, Document.kind, Document.phase)
    )
    there = {(visit_id, kind, phase): count for visit_id, kind, phase, count in session.execute(counted)}
    firm = session.execute(select(Company.before_photos, Company.after_photos)).one_or_none()
    before, after = (firm.before_photos, firm.after_photos) if firm else (1, 1)
    return {
        visit_id: Proof(
            before=there.get((visit_id, DocumentKind.WORK_PHOTO, PhotoPhase.BEFORE), 0),
            after=there.get((visit_id, DocumentKind.WORK_PHOTO, PhotoPhase.AFTER), 0),
            before_required=before,
            after_required=after,
            has_handover=(visit_id, DocumentKind.HANDOVER_REPORT, None) in there,
        )
        for visit_id in visit_ids
    }


def list_missing(session: Session, *, visit_id: int) -> list[Sentence]:
    """One sentence for each thing that stands between this visit and Selesai; empty: nothing does."""
    proof = get_proofs(session, visit_ids=[visit_id])[visit_id]
    missing = [*_missing_presence(session, visit_id)]
    if proof.before < proof.before_required:
        lacking = proof.before_required - proof.before
        missing.append(N_("Foto sebelum pekerjaan kurang %(count)d.", count=lacking))
    if proof.after < proof.after_required:
        missing.append(N_("Foto sesudah pekerjaan kurang %(count)d.", count=proof.after_required - proof.after))
    if not proof.has_handover:
        missing.append(N_("BAST belum ada."))
    return missing


def _missing_presence(session: Session, visit_id: int) -> list[Sentence]:
    """Who never came, and every day that was begun and not ended."""

    def days(kind: AttendanceKind) -> ColumnElement[Any]:
        counted = (Attendance.kind == kind) & (Attendance.status != AttendanceStatus.REJECTED)
        return func.array_agg(Attendance.work_date).filter(counted)

    team = (
        select(User.name, days(AttendanceKind.CHECK_IN), days(AttendanceKind.CHECK_OUT))
        .join(Assignment, Assignment.technician_id == User.id)
        .outerjoin(Attendance, Attendance.assignment_id == Assignment.id)
        .where(Assignment.visit_id == visit_id, Assignment.released_at.is_(None))
        .group_by(Assignment.id, User.name)
        .order_by(Assignment.id)
    )
    sentences: list[Sentence] = []
    for name, came, went in session.execute(team):
        begun = sorted(set(came or ()) - set(went or ()))
        if not came:
            sentences.append(N_("%(name)s belum check-in.", name=name))
        elif begun and begun[-1] == max(came):
            sentences.append(N_("%(name)s belum check-out.", name=name))
        earlier = [day for day in begun if day < max(came or begun)]
        if earlier:
            listed = ", ".join(f"{day:%d/%m/%Y}" for day in earlier)
            sentences.append(N_("%(name)s belum menulis jam pulang tanggal %(days)s.", name=name, days=listed))
    return sentences
