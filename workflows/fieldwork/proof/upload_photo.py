"""CS uploads a photo of the work."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.core.errors import Invalid
from app.core.files import StorageObject
from app.core.i18n import N_
from app.models.accounts.user import User
from app.models.files.document import Document, DocumentKind, PhotoPhase
from app.models.visits.visit import VISIT_FLOW
from workflows.documents import attach_document
from workflows.transitions import transition


def upload_photo(
    session: Session, *, visit_id: int, actor: User, now: datetime, phase: str, photo: StorageObject
) -> Document:
    if not photo.media_type.startswith("image/"):
        raise Invalid(N_("Pilih sebuah foto."), field="photo")
    transition(session, VISIT_FLOW, visit_id, "upload_photo", actor=actor, now=now)
    kind = DocumentKind.WORK_PHOTO
    return attach_document(session, photo, kind=kind, visit_id=visit_id, actor=actor, now=now, phase=PhotoPhase(phase))
