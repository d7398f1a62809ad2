"""What the page of a ticket shows beside its transitions."""

from datetime import timedelta
from typing import Any

from flask import url_for
from flask_login import current_user
from markupsafe import Markup
from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from admin_views.framework.navigation import record_url
from admin_views.framework.records.links import call_link, record_link
from app.core.clock import utc_now
from app.core.i18n import gettext
from app.models.accounts.user import DESK, User
from app.models.files.document import DOCUMENT_LABELS, Document, DocumentKind
from app.models.messaging.outbox import DELIVERY_FLOW, Delivery, OutboxMessage
from app.models.visits.attendance import DOUBT_LABELS, MOMENT_LABELS
from app.models.visits.visit import FINISHED, VisitTicket
from app.presenters.dates import exact_time, moment, moment_at_site
from app.presenters.documents import document_badge
from app.presenters.messaging.deliveries import CHANNEL_LABELS
from app.presenters.status import status_badge
from app.presenters.visits.claim_outcomes import LINE_LABELS, RELEASE_LABELS, RESULT_LABELS, SOURCE_LABELS
from app.presenters.visits.visits import priority_badge
from workflows.conversations import list_customer_files
from workflows.documents import list_documents
from workflows.fieldwork import list_attendances
from workflows.invoices import BILLABLE, find_invoice_of_visit
from workflows.ratings import find_rating
from workflows.visits import list_attempts, list_places, list_waiting_list

PICTURES = {DocumentKind.WORK_PHOTO, DocumentKind.SIGNATURE}
DOCUMENT_TRANSITIONS = ("make_letter", "upload_letter", "make_note", "upload_note")
DELIVERIES_SHOWN = 60
FILES_FROM = timedelta(days=14)


def sections(session: Session, visit: VisitTicket) -> list[dict[str, Any]]:
    zone, site = visit.site.time_zone, visit.site
    badge = priority_badge(visit.priority)
    work = [
        (gettext("Pelanggan"), record_link(visit.customer, visit.customer.name)),
        (gettext("Telepon"), call_link(visit.customer.phone_e164)),
        (gettext("Lokasi"), f"{site.name}: {site.address_line}" if site.address_line else site.name),
        (gettext("Patokan"), site.landmark),
        (gettext("Peta"), _map(site)),
        (gettext("Keluhan"), visit.problem),
        (gettext("Catatan untuk teknisi"), visit.notes),
        (gettext("Prioritas"), Markup('<span class="badge tone-{}">{}</span>').format(badge.tone, badge.text)),
        (gettext("Keahlian"), visit.skill.name if visit.skill else None),
    ]
    plan = [
        (gettext("Rencana mulai"), moment(visit.planned_start, zone)),
        (gettext("Rencana selesai"), moment(visit.planned_end, zone)),
        (gettext("Tambahan hari"), visit.added_days or None),
        (gettext("Dibuka untuk diambil"), moment(visit.race_opens_at, zone) if visit.race_opens_at else None),
        (gettext("Kuota teknisi"), _quota(visit)),
        (gettext("Kuota melebihi tersedia"), _override(session, visit)),
        (gettext("Alasan dibatalkan"), visit.cancel_reason),
        (gettext("Selesai tanpa bukti lengkap"), visit.finish_reason),
        (gettext("Kunjungan gagal"), _failure(visit)),
        (gettext("Pengerjaan ulang dari"), _rework(visit)),
    ]
    kept = [row for row in plan if row[1] is not None]
    return [
        {"title": gettext("Pekerjaan"), "rows": work, "id": "pekerjaan"},
        {"title": gettext("Jadwal dan kuota"), "rows": kept, "id": "jadwal"},
    ]


def extras(session: Session, visit: VisitTicket) -> dict[str, Any]:
    documents = list_documents(session, visit_id=visit.id)
    return {
        "places": list_places(session, visit_id=visit.id),
        "attendances": list_attendances(session, visit_id=visit.id),
        "attempts": list_attempts(session, visit_id=visit.id),
        "line": list_waiting_list(session, visit_id=visit.id),
        "documents": [_document(document) for document in documents if document.kind not in PICTURES],
        "photos": [document for document in documents if _is_shown(document)],
        "customer_files": _customer_files(session, visit),
        "deliveries": _deliveries(session, visit),
        "paper_moves": DOCUMENT_TRANSITIONS,
        "facts_beside": True,
        "exact": exact_time,
        "brief": moment_at_site,
        "result_labels": RESULT_LABELS,
        "source_labels": SOURCE_LABELS,
        "line_labels": LINE_LABELS,
        "release_labels": RELEASE_LABELS,
        "moment_labels": MOMENT_LABELS,
        "doubt_labels": DOUBT_LABELS,
        "may_copy": current_user.role in DESK,
        "rating": find_rating(session, visit_id=visit.id),
        "document_labels": DOCUMENT_LABELS,
        "zone": visit.site.time_zone,
        "record_subtitle": f"{visit.customer.name} · {moment(visit.planned_start, visit.site.time_zone)}",
    }


def _is_shown(document: Document) -> bool:
    return document.kind in PICTURES and document.file_id is not None and document.withdrawn_at is None


def _customer_files(session: Session, visit: VisitTicket) -> Any:
    """What the customer sent from two weeks before the ticket was made until the work was done."""
    until = visit.finished_at or utc_now()
    since = visit.created_at - FILES_FROM
    return list_customer_files(session, customer_id=visit.customer_id, since=since, until=until, reader=current_user)


def links(session: Session, visit: VisitTicket) -> list[dict[str, Any]]:
    """The invoice of a finished ticket, and new tickets that begin as this one."""
    if current_user.role not in DESK:
        return []
    copy = {"label": gettext("Salin"), "href": url_for("visit.create_view", copy=visit.id), "icon": "ticket"}
    found = [*_bill(session, visit), copy]
    if visit.status in FINISHED and not visit.failure_reason:
        again = url_for("visit.create_view", rework_of=visit.id)
        found.append({"label": gettext("Kerjakan ulang (garansi)"), "href": again, "icon": "refresh"})
    return found


def _bill(session: Session, visit: VisitTicket) -> list[dict[str, Any]]:
    if visit.status not in BILLABLE:
        return []
    known = find_invoice_of_visit(session, visit_id=visit.id)
    label = known.number if known else gettext("Buat invoice")
    return [
        {"label": label, "href": url_for("invoice.draft_view", visit_id=visit.id), "icon": "document", "main": True}
    ]


def _document(document: Document) -> dict[str, Any]:
    ready = document.file_id is not None
    return {
        "document": document,
        "label": DOCUMENT_LABELS[document.kind],
        "badge": document_badge(document),
        "failed": document.render_error if not ready and not document.withdrawn_at else "",
        "scan": document.scan_of_id is not None,
        "href": url_for("visit.document", document_id=document.id) if ready else None,
        "verify": _verify_url(document),
    }


def _deliveries(session: Session, visit: VisitTicket) -> list[dict[str, Any]]:
    # found first and sorted after: else the planner walks all deliveries backwards until it has enough of this visit's
    of_visit = select(Delivery.id).join(OutboxMessage).where(OutboxMessage.visit_id == visit.id)
    found = of_visit.cte("found").prefix_with("MATERIALIZED")
    sent = (
        select(Delivery)
        .where(Delivery.id.in_(select(found.c.id)))
        .options(joinedload(Delivery.user), joinedload(Delivery.customer))
        .order_by(Delivery.id.desc())
        .limit(DELIVERIES_SHOWN)
    )
    return [
        {
            "at": delivery.sent_at or delivery.created_at,
            "to": delivery.user.name
            if delivery.user
            else delivery.customer.name
            if delivery.customer
            else delivery.address,
            "channel": CHANNEL_LABELS[delivery.channel],
            "text": delivery.body,
            "badge": status_badge(DELIVERY_FLOW, delivery.status),
            "href": record_url(Delivery, delivery.id),
        }
        for delivery in session.scalars(sent)
    ]


def _map(site: Any) -> Markup | None:
    if site.latitude is None:
        return None
    address = f"https://www.google.com/maps/search/?api=1&query={site.latitude},{site.longitude}"
    return Markup('<a href="{}" target="_blank" rel="noopener noreferrer">{}</a>').format(address, gettext("Buka peta"))


def _quota(visit: VisitTicket) -> str:
    text = gettext("%(taken)d dari %(quota)d terisi", taken=visit.places_taken, quota=visit.quota)
    if visit.places_reserved:
        text += ", " + gettext("%(count)d sedang ditawarkan ke antrean", count=visit.places_reserved)
    if visit.places_offered < visit.quota:
        text += ", " + gettext("diteruskan dengan %(count)d orang", count=visit.places_offered)
    return text


def _failure(visit: VisitTicket) -> str | None:
    if visit.failure_reason is None:
        return None
    fee = gettext("dengan biaya kunjungan") if visit.call_out_fee else gettext("tanpa biaya kunjungan")
    return f"{visit.failure_reason} ({fee})"


def _rework(visit: VisitTicket) -> Any:
    """The visit whose work is done again under warranty."""
    return record_link(visit.rework_of)


def _override(session: Session, visit: VisitTicket) -> str | None:
    if not visit.quota_override_reason:
        return None
    who = session.get(User, visit.quota_override_by_id) if visit.quota_override_by_id else None
    return f"{visit.quota_override_reason} ({who.name if who else '–'})"


def _verify_url(document: Document) -> str | None:
    return url_for("document_verification.verify", token=document.verify_token) if document.verify_token else None
