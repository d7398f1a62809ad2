"""Proof of the work: a photo from before or after it."""

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.core.errors import Invalid, NotAvailable
from app.core.files import StorageObject
from app.core.i18n import N_
from app.models.accounts.user import User
from app.models.files.document import Document, DocumentKind, PhotoPhase
from app.models.visits.visit import VisitStatus
from workflows.documents import attach_document
from workflows.fieldwork.moment import Moment
from workflows.fieldwork.places import get_place_at, was_running

MOST_PHOTOS = 60  # per visit
PROVABLE = {VisitStatus.IN_PROGRESS, VisitStatus.DONE}  # a photo taken offline may arrive after the finish


def add_photo(
    session: Session,
    *,
    visit_id: int,
    technician: User,
    phase: PhotoPhase,
    kept: StorageObject,
    client_key: str,
    now: datetime,
    pressed: Moment | None = None,
    offline: bool = False,
) -> Document:
    """Put a photo on the visit, once per key. Raises NotAvailable before the check-in, NotFound (not on it)."""
    moment = pressed or Moment(now)
    visit, _ = get_place_at(session, visit_id=visit_id, technician=technician, moment=moment)
    known = find_photo(session, client_key=client_key)
    if known is not None:
        if (known.visit_id, known.made_by_id) != (visit_id, technician.id):
            raise Invalid(N_("Kiriman ini tidak dikenali. Muat ulang halaman lalu coba lagi."))
        return known
    if visit.status not in PROVABLE and not was_running(visit, moment):
        raise NotAvailable(N_("Check-in dulu, baru kirim foto."))
    _require_few_photos(session, visit_id)
    visit.version += 1
    photo = attach_document(
        session,
        kept,
        kind=DocumentKind.WORK_PHOTO,
        visit_id=visit_id,
        actor=technician,
        now=now,
        phase=phase,
        device_at=moment.at,
        client_key=client_key,
    )
    photo.facts = {"offline": offline}
    session.flush()
    return photo


def _require_few_photos(session: Session, visit_id: int) -> None:
    counted = select(func.count()).where(
        Document.visit_id == visit_id, Document.kind == DocumentKind.WORK_PHOTO, Document.withdrawn_at.is_(None)
    )
    if (session.scalar(counted) or 0) >= MOST_PHOTOS:
        raise NotAvailable(N_("Sudah ada %(most)d foto; itu cukup.", most=MOST_PHOTOS))


def find_photo(session: Session, *, client_key: str) -> Document | None:
    """The document of this key: asked before the upload is stored, so that a replay stores no second file."""
    return session.scalars(select(Document).where(Document.client_key == client_key)).one_or_none()
