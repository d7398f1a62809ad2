"""Pesan masuk: everything providers told us, as it came."""

import json
from typing import Any, ClassVar

from sqlalchemy import ColumnElement

from admin_views.framework.lists.columns import choice_of, moment_cell, short_text, status_of
from admin_views.framework.lists.filters import ChoiceFilter, DayFilter, RecordFilter
from admin_views.framework.model_view import AdminModelView
from admin_views.framework.navigation import record_url
from app.core.db import db
from app.core.flow import Flow
from app.core.i18n import N_, Sentence, gettext
from app.models.accounts.user import DESK, Role, User
from app.models.messaging.contact import WhatsAppContact
from app.models.messaging.inbox import INBOX_FLOW, InboxEvent, InboxStatus, Provider
from app.policies.visibility import inbox_visible_to
from app.presenters.dates import moment

PROVIDER_LABELS: dict[Provider, Sentence] = {
    Provider.WHATSAPP: N_("WhatsApp"),
    Provider.TELEGRAM: N_("Telegram"),
    Provider.MIDTRANS: N_("Midtrans"),
    Provider.SENDGRID: N_("SendGrid"),
    Provider.MAIL: N_("E-mail"),
}
KIND_LABELS: dict[str, Sentence] = {
    "message": N_("Pesan"),
    "status": N_("Kabar pengiriman"),
    "identity": N_("Ganti nomor"),
    "template": N_("Kabar templat"),
    "account": N_("Kabar akun WhatsApp"),
    "start": N_("Tautan akun"),
    "button": N_("Tombol"),
    "text": N_("Pesan"),
    "membership": N_("Blokir bot"),
    "notification": N_("Pembayaran"),
    "mail": N_("E-mail"),
    "other": N_("Tidak dikenal"),
}


def _contact_name(contact_id: int) -> str | None:
    contact = db.session.get(WhatsAppContact, contact_id)
    return str(contact) if contact else None


class InboxView(AdminModelView):
    may_enter: ClassVar[frozenset[Role]] = DESK
    flow: ClassVar[Flow | None] = INBOX_FLOW
    details_template = "admin/inbox/details.html"
    empty_text = N_("Pesan WhatsApp, tombol Telegram dan kabar pembayaran muncul di sini.")

    column_list = ("summary", "provider", "kind", "status", "error", "created_at")
    column_labels: ClassVar[dict[str, Any]] = {
        "summary": N_("Isi"),
        "provider": N_("Dari"),
        "kind": N_("Jenis"),
        "status": N_("Status"),
        "error": N_("Keterangan"),
        "created_at": N_("Diterima"),
    }
    column_default_sort = ("id", True)
    column_sortable_list = ()
    column_filters = (
        "status",
        ChoiceFilter("provider", N_("Dari"), InboxEvent.provider, tuple(PROVIDER_LABELS.items())),
        ChoiceFilter("kind", N_("Jenis"), InboxEvent.kind, tuple(KIND_LABELS.items())),
        DayFilter("received", N_("Diterima"), InboxEvent.created_at),
        RecordFilter("contact", N_("Kontak"), InboxEvent.contact_id, _contact_name),
    )
    column_formatters: ClassVar[dict[str, Any]] = {
        "summary": lambda view, context, event, name: short_text(90)(view, context, event, name) or "…",
        "provider": choice_of(PROVIDER_LABELS),
        "kind": choice_of(KIND_LABELS),
        "status": status_of(INBOX_FLOW),
        "error": short_text(80),
        "created_at": moment_cell,
    }
    column_class: ClassVar[dict[str, str]] = {"summary": "wrap", "error": "wrap"}

    def visible_to(self, user: User) -> ColumnElement[bool]:
        return inbox_visible_to(user)

    def row_class(self, record: Any) -> str:
        return "tone-danger" if record.status == InboxStatus.FAILED else ""

    def record_title(self, record: Any) -> str:
        return f"{PROVIDER_LABELS[record.provider]} #{record.id}"

    def record_links(self, record: Any) -> list[dict[str, Any]]:
        href = record_url(WhatsAppContact, record.contact_id)
        return [{"label": gettext("Percakapan"), "href": href, "icon": "chat"}] if href else []

    def record_extra(self, record: Any) -> dict[str, Any]:
        return {
            "event": record,
            "raw_text": json.dumps(record.raw, indent=2, ensure_ascii=False),
            "facts": [
                (gettext("Isi"), record.summary),
                (gettext("Jenis"), KIND_LABELS.get(record.kind, record.kind)),
                (gettext("Diterima"), moment(record.created_at)),
                (gettext("Diproses"), moment(record.applied_at) if record.applied_at else ""),
                (gettext("Percobaan"), record.tries),
                (gettext("Datang lagi"), record.repeats),
                (gettext("Keterangan"), record.error),
                (gettext("Kunci"), record.unique_key),
            ],
        }
