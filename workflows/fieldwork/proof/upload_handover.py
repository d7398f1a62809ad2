"""CS uploads a BAST."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.core.files import StorageObject
from app.models.accounts.user import User
from app.models.files.document import Document, DocumentKind
from app.models.visits.visit import VISIT_FLOW
from workflows.documents import attach_document
from workflows.transitions import transition


def upload_handover(session: Session, *, visit_id: int, actor: User, now: datetime, paper: StorageObject) -> Document:
    """It takes the place of a former BAST."""
    transition(session, VISIT_FLOW, visit_id, "upload_handover", actor=actor, now=now)
    kind = DocumentKind.HANDOVER_REPORT
    return attach_document(session, paper, kind=kind, visit_id=visit_id, actor=actor, now=now)
