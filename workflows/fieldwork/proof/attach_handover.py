"""BAST signed on paper, photographed or scanned by the technician."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.core.files import StorageObject
from app.models.accounts.user import User
from app.models.files.document import Document, DocumentKind
from workflows.documents import attach_document
from workflows.fieldwork.moment import Moment
from workflows.fieldwork.places import get_running_visit


def attach_handover(
    session: Session,
    *,
    visit_id: int,
    technician: User,
    kept: StorageObject,
    now: datetime,
    pressed: Moment | None = None,
) -> Document:
    """The photo or scan replaces a former BAST."""
    visit = get_running_visit(session, visit_id, technician, pressed or Moment(now))
    visit.version += 1
    return attach_document(
        session, kept, kind=DocumentKind.HANDOVER_REPORT, visit_id=visit_id, actor=technician, now=now
    )
