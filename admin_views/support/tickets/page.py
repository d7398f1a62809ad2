"""What the page of one support ticket shows beside its transitions."""

from typing import Any

from flask import url_for
from flask_login import current_user
from markupsafe import Markup
from sqlalchemy import select
from sqlalchemy.orm import Session

from admin_views.framework.lists.columns import badge
from admin_views.framework.navigation import list_url, record_url
from admin_views.framework.records.identities import linked_identities
from admin_views.framework.records.links import linked, record_link
from admin_views.framework.records.thread import asked_before, by, thread_facts
from admin_views.support.tickets.context import (
    alike_of,
    fields_of,
    instructions_of,
    is_seen,
    links_of,
    people_of,
    scheduled_of,
    time_of,
)
from admin_views.support.tickets.mail_pages import find_first_mail, mail_url
from app.core.clock import utc_now
from app.core.i18n import gettext
from app.http.files.sent_files import file_facts
from app.models.support.actions.collaboration import LANGUAGES
from app.models.support.messages import PUBLIC, MessageKind, SupportMessage, SupportSurvey
from app.models.support.ticket import (
    ENDING_LABELS,
    EXTENT_LABELS,
    KIND_LABELS,
    OWN_SOURCES,
    SOURCE_LABELS,
    SupportTicket,
    TicketKind,
)
from app.models.visits.visit_status import PRIORITY_LABELS
from app.policies.service_levels.hours_text import write_duration
from app.policies.visibility import support_visible_to
from app.presenters.dates import moment
from app.presenters.support.tickets import clock_badge, clock_label, requester_name
from workflows.support import is_dead, list_macros, list_tree, read_conversation


def sections(session: Session, ticket: SupportTicket) -> list[dict[str, Any]]:
    """The facts, empty ones left out, and the clocks."""
    rows = [row for row in _facts(session, ticket) if row[1] not in {None, ""}]
    now = utc_now()
    clocks = [(clock_label(clock.kind), _clock(clock, now)) for clock in ticket.clocks]
    found = [{"title": gettext("Batas waktu"), "rows": clocks}] if clocks else []
    readers = (alike_of, fields_of, scheduled_of, instructions_of, links_of, people_of, time_of)
    around = [read(session, ticket) for read in readers]
    return [*found, {"title": gettext("Rincian"), "rows": rows}, *(one for one in around if one)]


def extras(session: Session, ticket: SupportTicket) -> dict[str, Any]:
    asked = requester_name(ticket) or gettext("Tim")
    is_secret = ticket.kind == TicketKind.SECURITY
    return {
        "ticket": ticket,
        "article_url": None if is_secret else url_for("articles.from_ticket", ticket_id=ticket.id),
        "merged_into": merged_facts(ticket.merged_into) if ticket.merged_into else None,
        "merged": [merged_facts(one) for one in _merged(session, ticket)],
        "record_subtitle": f"{asked} · {moment(ticket.created_at)}",
        "macros": list_macros(session),
        "can_answer": ticket.is_known or ticket.source not in OWN_SOURCES,
    }


def public_thread(session: Session, ticket: SupportTicket) -> dict[str, Any]:
    """The request itself stands first; `newest` is what both sides have read last."""
    found = _thread(session, ticket, (*PUBLIC, MessageKind.AUTOMATIC), "before")
    asked, at = requester_name(ticket) or gettext("Tim"), ticket.created_at
    if found["older_url"] is None:
        first = {"text": ticket.description, "who": asked, "at": moment(at), "on": at}
        found["entries"].insert(0, first | {"mail_url": mail_url(find_first_mail(ticket.id))})
    return found | {"newest": newest_message(session, ticket.id)}


def internal_thread(session: Session, ticket: SupportTicket) -> dict[str, Any]:
    return _thread(session, ticket, (MessageKind.NOTE,), "notes_before")


def newest_message(session: Session, ticket_id: int) -> int:
    """The id of what both sides have read last; what an answer is compared with as it is sent."""
    return session.scalar(select(SupportTicket.last_message_id).where(SupportTicket.id == ticket_id)) or 0


def entry_facts(entry: SupportMessage) -> dict[str, Any]:
    """As components/records/thread.html draws it, with the files that came with it."""
    return {
        "html": None,
        "text": entry.text,
        "who": _who(entry),
        "quoted": entry.mail.quoted if entry.mail else "",
        "mail_url": mail_url(entry.mail),
        "not_arrived": bool(entry.mail and entry.mail.failed_at),
        "failure": entry.mail.failure if entry.mail else "",
        "quiet": entry.kind == MessageKind.AUTOMATIC,
        "ours": entry.kind in {MessageKind.ANSWER, MessageKind.NOTE},
        "at": moment(entry.created_at),
        "on": entry.created_at,
        "files": [file_facts(one, url_for("support.attachment", attachment_id=one.id)) for one in entry.attachments],
    }


def _who(entry: SupportMessage) -> str:
    if entry.author:
        return entry.author.name
    if entry.kind == MessageKind.AUTOMATIC:
        return gettext("Balasan otomatis")
    if entry.mail and entry.mail.other_sender:
        return gettext("Pengirim lain: %(address)s", address=entry.mail.sender)
    return gettext("Pelanggan")


def _language(ticket: SupportTicket) -> Any:
    """As guessed or corrected; whoever has an account or a customer record is answered in the language of that."""
    known = ticket.requester or ticket.customer
    return LANGUAGES[known.locale if known else ticket.locale]


def _thread(session: Session, ticket: SupportTicket, kinds: tuple[MessageKind, ...], name: str) -> dict[str, Any]:
    tree = [ticket.id, *(one.id for one in _merged(session, ticket))]
    page = read_conversation(session, ticket_id=ticket.id, kinds=kinds, before=asked_before(name), tree=tree)
    return thread_facts(page, ticket.id, name, entry_facts)


def _clock(clock: Any, now: Any) -> Any:
    shown = clock_badge(clock, now)
    words = gettext("dijanjikan %(time)s", time=write_duration(clock.target_s))
    return badge(str(shown.text), shown.tone) + f" {words}"


def _facts(session: Session, ticket: SupportTicket) -> list[tuple[str, Any]]:
    priority = PRIORITY_LABELS[ticket.priority]
    customer = ticket.customer
    survey = session.scalars(
        select(SupportSurvey).where(SupportSurvey.ticket_id == ticket.id).order_by(SupportSurvey.id.desc()).limit(1)
    ).one_or_none()
    return [
        (gettext("Pelanggan"), record_link(customer, customer.name) if customer else None),
        (gettext("Lokasi"), record_link(ticket.site) if ticket.site else None),
        (gettext("Akun"), ticket.requester.name if ticket.requester else None),
        (gettext("Identitas tertaut"), linked_identities(session, ticket.requester_id)),
        (gettext("E-mail"), _address(session, ticket)),
        (gettext("E-mail belum dikonfirmasi"), ticket.asked_email),
        (gettext("Tiket pelanggan ini"), _others(ticket)),
        (gettext("Asal"), SOURCE_LABELS[ticket.source]),
        (gettext("Bahasa jawaban"), _language(ticket)),
        (gettext("Jenis"), KIND_LABELS[ticket.kind]),
        (gettext("Prioritas"), priority),
        (gettext("Dampak"), EXTENT_LABELS[ticket.impact]),
        (gettext("Kegentingan"), PRIORITY_LABELS[ticket.urgency]),
        (gettext("Alasan prioritas"), ticket.priority_reason),
        (gettext("Petugas"), ticket.assignee.name if ticket.assignee else gettext("Belum ada")),
        (gettext("Tag"), ", ".join(ticket.tags)),
        (gettext("Ditunda sampai"), moment(ticket.wakes_at) if ticket.wakes_at else None),
        (gettext("Menunggu jawaban sejak"), moment(ticket.unread_at) if ticket.unread_at else None),
        (gettext("Lanjutan dari"), record_link(ticket.follows) if is_seen(session, ticket.follows) else None),
        (gettext("Dibuat"), by(ticket.created_at, ticket.created_by) if ticket.created_by else None),
        (gettext("Mulai dikerjakan"), moment(ticket.taken_at) if ticket.taken_at else None),
        (gettext("Berakhir"), moment(ticket.ended_at) if ticket.ended_at else None),
        (gettext("Hasil"), ticket.outcome or None),
        (gettext("Cara berakhir"), ENDING_LABELS[ticket.ending] if ticket.ending else None),
        (gettext("Kepuasan"), f"{survey.score}/5 {survey.comment}".strip() if survey and survey.score else None),
    ]


def _address(session: Session, ticket: SupportTicket) -> Any:
    """Says so when mails do not arrive there."""
    email = ticket.requester_email
    if email and is_dead(session, email=email):
        return Markup(" ").join([email, badge(gettext("surel tidak sampai"), "danger")])
    return email


def _others(ticket: SupportTicket) -> Any:
    mine = list_url(SupportTicket, flt_customer=ticket.customer_id) if ticket.customer_id else None
    return linked(gettext("Lihat semua"), mine) if mine else None


def _merged(session: Session, ticket: SupportTicket) -> list[SupportTicket]:
    sources = [one for one in list_tree(session, ticket.id) if one != ticket.id]
    seen = select(SupportTicket).where(SupportTicket.id.in_(sources), support_visible_to(current_user))
    return list(session.scalars(seen.order_by(SupportTicket.id)))


def merged_facts(ticket: SupportTicket) -> dict[str, Any]:
    return {
        "number": ticket.number,
        "subject": ticket.subject,
        "description": ticket.description,
        "who": requester_name(ticket),
        "at": moment(ticket.created_at),
        "href": record_url(SupportTicket, ticket.id),
    }
