"""A wrong photo is taken back until the work is finished."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.core.errors import NotAllowed, NotAvailable, NotFound
from app.core.i18n import N_
from app.models.accounts.user import DESK, Role, User
from app.models.files.document import Document, DocumentKind
from app.models.visits.visit import VisitStatus
from workflows.fieldwork.places import find_place, lock_visit
from workflows.transitions import note


def withdraw_photo(session: Session, *, document_id: int, actor: User, now: datetime) -> Document:
    """Technicians take back their own, CS any; the file stays in the history. Raises NotFound, NotAvailable."""
    photo = session.get(Document, document_id)
    if photo is None or photo.kind != DocumentKind.WORK_PHOTO:
        raise NotFound
    visit = lock_visit(session, photo.visit_id)
    _require_right(session, photo, actor)
    if visit.status != VisitStatus.IN_PROGRESS:
        raise NotAvailable(N_("Pekerjaan sudah selesai: fotonya tidak dapat ditarik lagi."))
    session.refresh(photo)
    if photo.withdrawn_at is None:
        photo.withdrawn_at = now
        visit.version += 1
        note(session, "visit_tickets", visit.id, "document_withdrawn", actor=actor, now=now, document=str(photo.kind))
    session.flush()
    return photo


def _require_right(session: Session, photo: Document, actor: User) -> None:
    if actor.role in DESK:
        return
    if actor.role != Role.TECHNICIAN:
        raise NotAllowed
    if photo.made_by_id != actor.id or find_place(session, visit_id=photo.visit_id, technician=actor) is None:
        raise NotFound
