"""Percakapan WhatsApp: who wrote, what was said, who waits for a person."""

from typing import Any, ClassVar
from urllib.parse import urlencode

from flask import abort, flash, redirect, request
from flask_admin import expose
from flask_login import current_user
from sqlalchemy import and_, select
from sqlalchemy.orm import joinedload, with_expression

from admin_views.framework.composing import composing_marks
from admin_views.framework.lists.columns import NOTHING, badge, moment_cell, with_marks
from admin_views.framework.lists.filters import ChoiceFilter, YesNoFilter
from admin_views.framework.lists.people_filters import customer_filter
from admin_views.framework.lists.search import SearchPlan
from admin_views.framework.model_view import AdminModelView
from admin_views.framework.navigation import list_url, record_url
from admin_views.framework.record_history import record_history
from admin_views.messaging.conversation_cells import last_message, newest_change, proposal, who, window_badge
from admin_views.messaging.conversation_composers import ConversationComposers
from admin_views.messaging.conversation_ticket import TicketFromConversation
from app.core.clock import utc_now
from app.core.db import db, unit_of_work
from app.core.errors import DomainError
from app.core.i18n import N_, gettext
from app.http.files.downloads import send_stored
from app.http.forms.submission import submit
from app.models.accounts.user import DESK, Role
from app.models.audit.audit_log import AuditEntry
from app.models.customers.customer import Customer
from app.models.messaging.contact import WINDOW, WhatsAppContact
from app.models.messaging.inbound_file import InboundFile
from app.models.messaging.inbox import InboxEvent
from app.models.visits.visit import VisitTicket
from app.policies.visibility import inbox_visible_to, spoken_openly
from app.presenters.dates import ago, moment
from app.presenters.messaging.deliveries import wa_me
from app.presenters.messaging.inbound_kinds import shown_words
from workflows.conversations import mark_handled, mark_seen, register_contact, retry_inbound_file


def _window(answer: str) -> Any:
    received_at = WhatsAppContact.last_inbound_at
    edge = utc_now() - WINDOW
    return received_at > edge if answer == "1" else received_at.is_(None) | (received_at <= edge)


def _retry(session: Any, file_id: int) -> dict[str, Any]:
    retry_inbound_file(session, inbound_file_id=file_id, actor=current_user, now=utc_now())
    return {"id": file_id}


class ContactView(ConversationComposers, TicketFromConversation, AdminModelView):
    may_enter: ClassVar[frozenset[Role]] = DESK
    details_template = "admin/conversations/details.html"
    empty_text = N_("Siapa pun yang menulis ke nomor WhatsApp perusahaan muncul di sini.")

    list_template = "admin/conversations/list.html"

    column_list = ("profile_name", "last_words", "customer", "wants_person_at", "window", "last_inbound_at")
    column_labels: ClassVar[dict[str, Any]] = {
        "profile_name": N_("Nama"),
        "last_words": N_("Pesan terakhir"),
        "customer": N_("Pelanggan"),
        "wants_person_at": N_("Menunggu CS"),
        "window": N_("Jendela 24 jam"),
        "last_inbound_at": N_("Terakhir menulis"),
    }
    column_default_sort = ("attention_at", True)
    column_sortable_list = ()
    column_filters = (
        YesNoFilter("waiting", N_("Menunggu CS"), WhatsAppContact.wants_person_at.is_not(None)),
        ChoiceFilter(
            "window", N_("Jendela 24 jam"), None, (("1", N_("Terbuka")), ("0", N_("Tertutup"))), condition=_window
        ),
        YesNoFilter("stopped", N_("Menulis STOP"), WhatsAppContact.stopped_at.is_not(None)),
        YesNoFilter(
            "stranger", N_("Belum terdaftar"), and_(WhatsAppContact.customer_id.is_(None), WhatsAppContact.id > 0)
        ),
        customer_filter(WhatsAppContact.customer_id),
    )
    column_formatters: ClassVar[dict[str, Any]] = {
        "profile_name": lambda _view, _context, contact, _name: who(contact),
        "last_words": lambda _view, _context, contact, _name: with_marks(
            last_message(contact) or NOTHING, composing_marks(contact)
        ),
        "customer": lambda _view, _context, contact, _name: contact.customer.name if contact.customer else NOTHING,
        "wants_person_at": lambda _view, _context, contact, _name: (
            badge(ago(contact.wants_person_at), "warning") if contact.wants_person_at else NOTHING
        ),
        "window": lambda _view, _context, contact, _name: window_badge(contact),
        "last_inbound_at": moment_cell,
    }
    search_plan = SearchPlan(WhatsAppContact, phone=WhatsAppContact.phone_e164, customer=WhatsAppContact.customer_id)

    def get_query(self) -> Any:
        openly = spoken_openly(current_user, WhatsAppContact.id, WhatsAppContact.last_inbound_at)
        options = joinedload(WhatsAppContact.customer), with_expression(WhatsAppContact.is_open, openly)
        return super().get_query().options(*options)

    def list_context(self) -> dict[str, Any]:
        return {**super().list_context(), "newest": newest_change()}

    def row_class(self, record: Any) -> str:
        return "tone-warning" if record.wants_person_at else ""

    def record_title(self, record: Any) -> str:
        return str(record)

    def record_links(self, record: Any) -> list[dict[str, Any]]:
        links = [
            (gettext("Pelanggan"), record_url(Customer, record.customer_id), "building"),
            (gettext("Buat tiket kunjungan"), self._new_visit_url(record), "plus"),
            (gettext("Pesan mentah"), list_url(InboxEvent, flt_contact=str(record.id)), "inbox"),
        ]
        found: list[dict[str, Any]] = [
            {"label": label, "href": href, "icon": icon} for label, href, icon in links if href
        ]
        if record.wants_person_at:
            done = {
                "label": gettext("Selesai ditangani"),
                "href": self.get_url(".handled", id=record.id),
                "icon": "check",
            }
            found.insert(0, {**done, "post": True, "solid": True})
        return found

    def record_timeline(self, record: Any) -> list[dict[str, Any]]:
        """A reply stands in it with its words."""
        openly = spoken_openly(current_user, AuditEntry.thing_id, AuditEntry.at)
        about = (self.model.__tablename__, record.id)
        return record_history(db.session(), *about, shown=openly, kind=self.asked_history())

    def record_extra(self, record: Any) -> dict[str, Any]:
        now = utc_now()
        contact_id = record.id
        unit_of_work(lambda session: mark_seen(session, contact_id=contact_id, now=now))
        is_open = record.window_is_open(now)
        closes = record.last_inbound_at + WINDOW if is_open else None
        return {
            "contact": record,
            "last_words": shown_words(record.last_words) if record.is_open else "",
            "is_open": record.is_open,
            "proposal": proposal(record),
            "window_is_open": is_open,
            "window_closes": closes,
            "wa_me": wa_me(record.phone_e164 or record.wa_id, ""),
            "facts": [
                (gettext("Nomor"), record.phone_e164 or gettext("Tersembunyi")),
                (gettext("Nama di WhatsApp"), record.profile_name),
                (gettext("ID WhatsApp"), record.wa_id or ""),
                (gettext("ID bisnis"), record.bsuid or ""),
                (gettext("Pelanggan"), str(record.customer or gettext("Belum terdaftar"))),
                (gettext("Terakhir menulis"), moment(record.last_inbound_at)),
                (gettext("Jendela 24 jam"), window_badge(record)),
                (gettext("Tertutup pada"), moment(closes) if closes else ""),
                (gettext("Menulis STOP"), moment(record.stopped_at) if record.stopped_at else ""),
                (gettext("Keluhan awal"), record.draft.get("complaint", "") if record.is_open else ""),
            ],
        }

    @expose("/news")
    def news(self) -> Any:
        """Empty, or that the list has changed since it was drawn."""
        changed = newest_change() != request.args.get("since", "")
        return self.render("admin/conversations/news.html", changed=changed)

    @expose("/<int:id>/register", methods=("POST",))
    def register(self, id: int) -> Any:  # noqa: A002
        """A customer from the conversation, and on to the visit."""
        name, address = request.form.get("name", ""), request.form.get("address", "")

        def work(session: Any) -> dict[str, Any]:
            given = {"name": name, "address": address, "actor": current_user, "now": utc_now()}
            return {"id": register_contact(session, contact_id=id, **given).id}

        try:
            submit(work)
        except DomainError as refusal:
            flash(str(refusal), "error")
            return self.show_again(id, name=name, address=address)
        flash(gettext("Pelanggan dibuat. Lengkapi tiketnya di sini."), "success")
        record = self.get_one(str(id))
        return redirect(self._new_visit_url(record) or self.get_url(".details_view", id=id))

    @expose("/files/<int:file_id>")
    def file(self, file_id: int) -> Any:
        """A photo, voice note, film or document that the customer sent."""
        sent = self._sent(file_id)
        if sent.file is None:
            abort(404)
        name = sent.original_name or f"{sent.contact} {sent.kind} {sent.id}"
        return send_stored(sent.file, name, inline=True)

    @expose("/files/<int:file_id>/retry", methods=("POST",))
    def retry_file(self, file_id: int) -> Any:
        """Try once more to fetch a file."""
        sent = self._sent(file_id)
        return self._do(sent.contact_id, lambda session: _retry(session, file_id), gettext("Berkas diambil lagi."))

    @expose("/<int:id>/handled", methods=("POST",))
    def handled(self, id: int) -> Any:  # noqa: A002
        """The conversation needs nobody any more."""
        return self._do(id, lambda session: self._handled(session, id), gettext("Percakapan selesai ditangani."))

    def _sent(self, file_id: int) -> InboundFile:
        """404 for what belongs to a message that the reader may not see."""
        own = select(InboundFile).join(InboxEvent, InboxEvent.id == InboundFile.event_id)
        sent = db.session.scalars(own.where(InboundFile.id == file_id, inbox_visible_to(current_user))).one_or_none()
        return sent or abort(404)

    def _do(self, contact_id: int, work: Any, sentence: str) -> Any:
        try:
            submit(work)
        except DomainError as refusal:
            flash(str(refusal), "error")
        else:
            flash(sentence, "success")
        return self.back_to(contact_id)

    def _handled(self, session: Any, contact_id: int) -> dict[str, Any]:
        mark_handled(session, contact_id=contact_id, actor=current_user, now=utc_now())
        return {"id": contact_id}

    def _new_visit_url(self, contact: WhatsAppContact) -> str | None:
        """The visit's form, with customer and complaint filled in."""
        visits = list_url(VisitTicket)
        if visits is None or contact.customer_id is None:
            return None
        complaint = contact.draft.get("complaint", "") if contact.is_open else ""
        asked = {"customer": contact.customer_id, "problem": complaint}
        return f"{visits}new/?{urlencode({name: value for name, value in asked.items() if value})}"
