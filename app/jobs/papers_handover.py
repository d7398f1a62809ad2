"""The facts of a BAST: as they were on the day of signing."""

import base64
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload

from app.core.clock import local_day
from app.gate.storage import storage
from app.models.document import Document, DocumentKind, PhotoPhase
from app.models.visit import VisitTicket
from app.presenters.moments import clock_time
from app.presenters.spelled_dates import spelled_date


def handover_report(session: Session, document: Document) -> dict[str, Any]:
    """Team, names and place stand in the document's own facts; the signature is a file of its own."""
    said = document.facts
    wanted = select(VisitTicket).where(VisitTicket.id == document.visit_id)
    visit = session.scalars(wanted.options(joinedload(VisitTicket.customer), joinedload(VisitTicket.site))).one()
    zone = said.get("zone", visit.site.time_zone)
    signed_at = datetime.fromisoformat(said["signed_at"]) if "signed_at" in said else document.issued_at
    return {
        "visit": visit,
        "customer": visit.customer,
        "site": visit.site,
        "said": said,
        "spelled": spelled_date(local_day(signed_at, zone)),
        "signed_on": local_day(signed_at, zone),
        "signed_time": clock_time(signed_at, zone),
        "photos": _photos(session, document),
        "signature": _signature(session, said.get("signature_id")),
    }


def _photos(session: Session, document: Document) -> dict[str, int]:
    """Those that were there when it was signed."""
    counted = (
        select(Document.phase, func.count())
        .where(Document.visit_id == document.visit_id, Document.kind == DocumentKind.WORK_PHOTO)
        .where(Document.id < document.id)
        .group_by(Document.phase)
    )
    found = dict(session.execute(counted).all())
    return {"before": found.get(PhotoPhase.BEFORE, 0), "after": found.get(PhotoPhase.AFTER, 0)}


def _signature(session: Session, document_id: int | None) -> str | None:
    drawn = session.get(Document, document_id) if document_id else None
    if drawn is None or drawn.file is None:
        return None
    with storage().open(drawn.file.storage_key) as file:
        return f"data:{drawn.file.media_type};base64,{base64.b64encode(file.read()).decode()}"
