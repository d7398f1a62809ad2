"""The facts of a BAST: as they were on the day of signing."""

from datetime import datetime
from typing import Any

from PIL import Image, ImageOps
from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload

from app.core.clock import local_day
from app.http.files.storage import storage
from app.jobs.documents.pdf.data_uri import picture_uri
from app.models.files.document import Document, DocumentKind, PhotoPhase
from app.models.visits.visit import VisitTicket
from app.presenters.dates import clock_time
from app.presenters.spelled_dates import spelled_date

PICTURES = 3  # of each phase
PICTURE_SIZE = (640, 480)
INK = 200  # darker than this, of 255, is drawn


def handover_report(session: Session, document: Document) -> dict[str, Any]:
    """Team, names and place stand in the document's own facts; the signatures are files of their own."""
    facts = document.facts
    wanted = select(VisitTicket).where(VisitTicket.id == document.visit_id)
    visit = session.scalars(wanted.options(joinedload(VisitTicket.customer), joinedload(VisitTicket.site))).one()
    zone = facts.get("zone", visit.site.time_zone)
    signed_at = datetime.fromisoformat(facts["signed_at"]) if "signed_at" in facts else document.issued_at
    return {
        "visit": visit,
        "customer": visit.customer,
        "site": visit.site,
        "facts": facts,
        "spelled": spelled_date(local_day(signed_at, zone)),
        "signed_on": local_day(signed_at, zone),
        "signed_time": clock_time(signed_at, zone),
        "photos": _photos(session, document),
        "pictures": _pictures(session, document),
        "signature": _signature(session, facts.get("signature_id")),
        "own_signature": _signature(session, facts.get("technician_signature_id")),
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


def _pictures(session: Session, document: Document) -> list[list[tuple[str, str]]]:
    """The first photos of each phase in rows of (data: URI, caption)."""
    wanted = (
        select(Document)
        .where(Document.visit_id == document.visit_id, Document.kind == DocumentKind.WORK_PHOTO)
        .where(Document.id < document.id, Document.withdrawn_at.is_(None), Document.file_id.is_not(None))
        .options(joinedload(Document.file))
        .order_by(Document.id)
    )
    photos = session.scalars(wanted).all()
    rows = []
    for phase, caption in ((PhotoPhase.BEFORE, "Sebelum"), (PhotoPhase.AFTER, "Sesudah")):
        chosen = [photo for photo in photos if photo.phase == phase][:PICTURES]
        if chosen:
            rows.append([(_small(photo), f"{caption} {number}") for number, photo in enumerate(chosen, 1)])
    return rows


def _small(photo: Document) -> str:
    """Our own JPEG, small enough for a third of a page; a data: URI."""
    assert photo.file is not None
    with storage().open(photo.file.storage_key) as file, Image.open(file) as picture:
        picture.draft("RGB", PICTURE_SIZE)
        return picture_uri(ImageOps.pad(picture.convert("RGB"), PICTURE_SIZE, color="white"), "JPEG")


def _signature(session: Session, document_id: int | None) -> str | None:
    drawn = session.get(Document, document_id) if document_id else None
    if drawn is None or drawn.file is None:
        return None
    with storage().open(drawn.file.storage_key) as file, Image.open(file) as picture:
        return _trimmed(picture)


def _trimmed(picture: Image.Image) -> str:
    """The strokes without the empty margin around them, five to two so that they fit their column; a data: URI."""
    grey = picture.convert("L")
    strokes = grey.point(lambda level: 255 if level < INK else 0).getbbox()
    return picture_uri(ImageOps.pad(cut := grey.crop(strokes), _five_to_two(cut.size), color=255), "PNG")


def _five_to_two(size: tuple[int, int]) -> tuple[int, int]:
    """The smallest such frame around this size."""
    height = max(size[1], -(-size[0] * 2 // 5))
    return height * 5 // 2, height
