"""Draw a document again that could not be drawn."""

from datetime import datetime

from sqlalchemy import update
from sqlalchemy.orm import Session

from app.core.errors import NotAllowed, NotAvailable
from app.core.i18n import N_
from app.models.accounts.user import DESK, User
from app.models.files.document import Document
from workflows.documents.list_unrendered import is_undrawable
from workflows.documents.wake_renderer import wake_renderer
from workflows.transitions import note


def retry_document(session: Session, *, document_id: int, actor: User, now: datetime) -> Document:
    """Draw again what could not be drawn; raises NotAvailable when it is drawn, withdrawn or already being tried."""
    if actor.role not in DESK:
        raise NotAllowed
    failed = (Document.id == document_id, is_undrawable())
    again = update(Document).where(*failed).values(render_tries=0, render_error="").returning(Document)
    document = session.scalars(again).one_or_none()
    if document is None:
        raise NotAvailable(N_("Dokumen ini sudah ada, ditarik, atau sedang dibuat lagi."))
    note(
        session,
        "visit_tickets",
        document.visit_id,
        "document_retried",
        actor=actor,
        now=now,
        document=str(document.kind),
    )
    wake_renderer(session)
    return document
