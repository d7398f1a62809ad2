"""Tickets as PDF: the desk's own copy with its notes, and what the customer may read."""

from typing import Any

from flask_babel import force_locale, gettext
from PIL import Image, ImageOps
from sqlalchemy.orm import Session

from app.core.clock import utc_now
from app.http.files.storage import keep, storage
from app.jobs.documents.drawing import Waiting, draw_waiting
from app.jobs.documents.page import company_page
from app.jobs.documents.pdf.data_uri import picture_uri
from app.jobs.documents.pdf.drawer import PdfDrawer
from app.models.files.undrawn_file import DrawnKind
from app.models.support.messages import MessageKind, SupportMessage
from app.models.support.prints import SupportPrint
from app.models.support.ticket import KIND_LABELS, SupportTicket
from app.models.support.ticket_flow import CUSTOMER_LABELS, SUPPORT_FLOW
from app.models.visits.visit_status import PRIORITY_LABELS
from app.presenters.dates import moment
from app.presenters.support.tickets import clock_badge, clock_label, requester_name
from workflows.documents import store_file
from workflows.support import list_unprinted, read_printed, store_print

MOST_PICTURES = 24
PICTURE_SIZE = (900, 700)  # pixels, at most
DRAWN_TYPES = frozenset({"image/jpeg", "image/png", "image/webp"})


def draw_tickets() -> None:
    """RQ job: what was asked for and is not drawn."""
    draw_waiting(DrawnKind.TICKET, _find, _draw)


def _find(session: Session) -> list[Waiting]:
    return [Waiting(print_id, number) for print_id, number in list_unprinted(session)]


def _draw(session: Session, drawer: PdfDrawer, one: Waiting) -> None:
    wanted = session.get_one(SupportPrint, one.subject_id)
    ticket = session.get_one(SupportTicket, wanted.ticket_id)
    content = drawer.draw(ticket_page(session, ticket, with_notes=wanted.with_notes, with_security=wanted.is_security))
    stored = store_file(session, keep(content, "application/pdf", f"{ticket.number}.pdf"), actor=None)
    store_print(session, print_id=wanted.id, file_id=stored.id, now=utc_now())


def ticket_page(session: Session, ticket: SupportTicket, *, with_notes: bool, with_security: bool) -> str:
    """The HTML; the customer's copy in their language, without notes and without what other customers wrote."""
    with force_locale("id" if with_notes else ticket.locale):
        printed = read_printed(session, ticket, with_notes=with_notes, with_security=with_security)
        pictures = _pictures(printed.entries)
        return company_page(
            session,
            "ticket.html",
            ticket=ticket,
            with_notes=with_notes,
            requester=requester_name(ticket) or gettext("Tim"),
            asked_at=moment(ticket.created_at),
            printed_at=moment(utc_now()),
            rows=_facts(ticket, with_notes=with_notes),
            entries=[_entry(one, pictures, requester_name(ticket)) for one in printed.entries],
            merged=[(one, requester_name(one) or gettext("Tim"), moment(one.created_at)) for one in printed.merged],
            is_whole=printed.is_whole,
        )


def _facts(ticket: SupportTicket, *, with_notes: bool) -> list[tuple[str, str]]:
    labels = SUPPORT_FLOW.labels if with_notes else CUSTOMER_LABELS
    rows = [(gettext("Status"), str(labels[ticket.status])), (gettext("Jenis"), str(KIND_LABELS[ticket.kind]))]
    if ticket.assignee:
        rows.append((gettext("Petugas"), ticket.assignee.name))
    if ticket.ended_at:
        rows.append((gettext("Berakhir"), moment(ticket.ended_at)))
    if with_notes:
        rows += [
            (gettext("Prioritas"), str(PRIORITY_LABELS[ticket.priority])),
            (gettext("Tag"), ", ".join(ticket.tags) or "–"),
            *((clock_label(one.kind), str(clock_badge(one, utc_now()).text)) for one in ticket.clocks),
        ]
    return rows


def _entry(one: SupportMessage, pictures: dict[int, str], requester: str) -> dict[str, Any]:
    theirs = requester or gettext("Pelanggan")
    return {
        "who": one.author.name if one.author else theirs,
        "at": moment(one.created_at),
        "is_note": one.kind == MessageKind.NOTE,
        "text": one.text,
        "pictures": [pictures[file.id] for file in one.attachments if file.id in pictures],
        "others": sum(file.id not in pictures for file in one.attachments),
    }


def _pictures(entries: list[SupportMessage]) -> dict[int, str]:
    """Attachment to data: URI; of many the first ones."""
    files = [file for one in entries for file in one.attachments if file.file.media_type in DRAWN_TYPES]
    return {file.id: _picture(file.file.storage_key) for file in files[:MOST_PICTURES]}


def _picture(key: str) -> str:
    with storage().open(key) as file, Image.open(file) as picture:
        picture.draft("RGB", PICTURE_SIZE)
        upright = ImageOps.exif_transpose(picture).convert("RGB")
    upright.thumbnail(PICTURE_SIZE)
    return picture_uri(upright, "JPEG")
