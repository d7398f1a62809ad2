"""Pesan keluar: deliveries, and the events they are made of."""

from typing import Any, ClassVar

from flask import request
from sqlalchemy import ColumnElement, select, union_all
from sqlalchemy.orm import joinedload

from admin_views.framework.lists.columns import choice_of, moment_cell, short_text, status_of
from admin_views.framework.lists.filters import ChoiceFilter, DayFilter, RecordFilter
from admin_views.framework.lists.people_filters import customer_filter
from admin_views.framework.lists.search_config import DELIVERIES
from admin_views.framework.model_view import AdminModelView
from admin_views.framework.navigation import list_url, record_url
from app.core.db import db
from app.core.flow import Flow
from app.core.i18n import N_, gettext
from app.models.accounts.user import DESK, TECHNICAL, Role, User
from app.models.customers.customer import Customer
from app.models.finance.invoice import Invoice
from app.models.messaging.contact import WhatsAppContact
from app.models.messaging.outbox import (
    DELIVERY_FLOW,
    OUTBOX_EVENT_FLOW,
    Channel,
    Delivery,
    DeliveryStatus,
    OutboxMessage,
)
from app.models.visits.visit import VisitTicket
from app.policies.visibility import deliveries_visible_to
from app.presenters.dates import moment
from app.presenters.messaging.deliveries import CHANNEL_LABELS, KIND_LABELS, plain_text, recipient, trouble, wa_me_link
from app.presenters.messaging.delivery_reasons import reason

Pairs = list[tuple[Any, Any]]


def _kinds() -> list[tuple[str, str]]:
    return sorted(((kind, str(label)) for kind, label in KIND_LABELS.items()), key=lambda pair: pair[1])


class DeliveryView(AdminModelView):
    """The technical team sees what other systems were sent, CS everything."""

    may_enter: ClassVar[frozenset[Role]] = DESK | TECHNICAL
    flow: ClassVar[Flow | None] = DELIVERY_FLOW
    details_template = "admin/outbox/details.html"
    list_template = "admin/outbox/list.html"
    empty_text = N_("Pesan kepada pelanggan dan tim muncul di sini.")

    column_class: ClassVar[dict[str, str]] = {"error_code": "p3"}
    column_list = ("user", "channel", "kind", "body", "status", "created_at", "error_code")
    column_labels: ClassVar[dict[str, Any]] = {
        "user": N_("Kepada"),
        "channel": N_("Saluran"),
        "kind": N_("Perihal"),
        "body": N_("Isi"),
        "status": N_("Status"),
        "error_code": N_("Keterangan"),
        "created_at": N_("Dibuat"),
    }
    column_default_sort = ("id", True)
    column_sortable_list = ()
    column_filters = (
        "status",
        ChoiceFilter("channel", N_("Saluran"), Delivery.channel, tuple(CHANNEL_LABELS.items())),
        ChoiceFilter("kind", N_("Perihal"), Delivery.kind, _kinds),
        DayFilter("created", N_("Dibuat"), Delivery.created_at),
        customer_filter(Delivery.customer_id),
        RecordFilter("message", N_("Antrean pesan"), Delivery.message_id, lambda message_id: f"#{message_id}"),
    )
    column_formatters: ClassVar[dict[str, Any]] = {
        "user": lambda _view, _context, delivery, _name: recipient(delivery),
        "channel": choice_of(CHANNEL_LABELS),
        "kind": choice_of(KIND_LABELS),
        "body": lambda _view, _context, delivery, _name: _beginning(plain_text(delivery)),
        "status": status_of(DELIVERY_FLOW),
        "error_code": lambda _view, _context, delivery, _name: _beginning(trouble(delivery)),
        "created_at": moment_cell,
    }
    search_plan = DELIVERIES

    def visible_to(self, user: User) -> ColumnElement[bool] | None:
        return deliveries_visible_to(user)

    def get_query(self) -> Any:
        return (
            super()
            .get_query()
            .options(joinedload(Delivery.user), joinedload(Delivery.customer), joinedload(Delivery.contact))
        )

    def list_context(self) -> dict[str, Any]:
        chosen = request.args.get("flt_status", "")
        tabs = [
            {"label": label, "href": list_url(Delivery, **query), "active": query.get("flt_status", "") == chosen}
            for label, query in (
                (gettext("Semua"), {}),
                (gettext("Menunggu"), {"flt_status": "QUEUED"}),
                (gettext("Kirim manual"), {"flt_status": "BY_HAND"}),
                (gettext("Gagal"), {"flt_status": "PARKED"}),
            )
        ]
        return {**super().list_context(), "list_tabs": tabs, "stopped": _stopped()}

    def row_class(self, record: Any) -> str:
        return {DeliveryStatus.PARKED: "tone-danger", DeliveryStatus.BY_HAND: "tone-warning"}.get(record.status, "")

    def record_title(self, record: Any) -> str:
        return f"{KIND_LABELS.get(record.kind, record.kind)} – {recipient(record)}"

    def record_links(self, record: Any) -> list[dict[str, Any]]:
        links = [
            (gettext("Pelanggan"), record_url(Customer, record.customer_id), "building"),
            (gettext("Percakapan"), record_url(WhatsAppContact, record.contact_id), "chat"),
            (gettext("Tiket"), record_url(VisitTicket, record.message.visit_id), "ticket"),
            (gettext("Invoice"), record_url(Invoice, record.message.invoice_id), "receipt"),
        ]
        return [{"label": label, "href": href, "icon": icon} for label, href, icon in links if href]

    def record_extra(self, record: Any) -> dict[str, Any]:
        return {
            "delivery": record,
            "text": plain_text(record),
            "trouble": trouble(record),
            "wa_me": wa_me_link(record) if record.status in {DeliveryStatus.BY_HAND, DeliveryStatus.PARKED} else None,
            "facts": _facts(record),
        }


class OutboxEventView(AdminModelView):
    """What was emitted; one event becomes any number of deliveries."""

    may_enter: ClassVar[frozenset[Role]] = DESK
    flow: ClassVar[Flow | None] = OUTBOX_EVENT_FLOW
    empty_text = N_("Setiap kabar yang dijanjikan sistem muncul di sini.")

    column_list = ("kind", "status", "tries", "error", "due_at", "created_at")
    column_labels: ClassVar[dict[str, Any]] = {
        "kind": N_("Perihal"),
        "status": N_("Status"),
        "tries": N_("Percobaan"),
        "error": N_("Galat"),
        "due_at": N_("Jatuh tempo"),
        "created_at": N_("Dibuat"),
    }
    column_default_sort = ("id", True)
    column_sortable_list = ()
    column_filters = ("status", DayFilter("created", N_("Dibuat"), OutboxMessage.created_at))
    column_formatters: ClassVar[dict[str, Any]] = {
        "kind": choice_of(KIND_LABELS),
        "status": status_of(OUTBOX_EVENT_FLOW),
        "error": short_text(100),
        "due_at": moment_cell,
        "created_at": moment_cell,
    }
    column_class: ClassVar[dict[str, str]] = {"tries": "number", "error": "wrap"}

    def record_title(self, record: Any) -> str:
        return f"{KIND_LABELS.get(record.kind, record.kind)} #{record.id}"

    def record_sections(self, record: Any) -> list[dict[str, Any]]:
        rows: Pairs = [
            (gettext("Jatuh tempo"), moment(record.due_at)),
            (gettext("Percobaan"), record.tries),
            (gettext("Galat"), record.error),
            *((name, str(value)) for name, value in record.payload.items()),
        ]
        return [{"title": gettext("Isi janji"), "rows": rows}]

    def record_links(self, record: Any) -> list[dict[str, Any]]:
        links = [
            (gettext("Surat-suratnya"), list_url(Delivery, flt_message=str(record.id)), "send"),
            (gettext("Tiket"), record_url(VisitTicket, record.visit_id), "ticket"),
            (gettext("Invoice"), record_url(Invoice, record.invoice_id), "receipt"),
        ]
        return [{"label": label, "href": href, "icon": icon} for label, href, icon in links if href]


def _stopped() -> list[dict[str, Any]]:
    """Channels whose deliveries wait because of a trouble, with its sentence."""
    stuck = (Delivery.status == DeliveryStatus.QUEUED, Delivery.error_code != "")
    one_each = [
        select(Delivery.channel, Delivery.error_code).where(Delivery.channel == channel, *stuck).limit(1).subquery()
        for channel in Channel
    ]
    found = db.session.execute(union_all(*(select(one) for one in one_each))).all()
    return [{"channel": CHANNEL_LABELS[Channel(channel)], "why": reason(channel, code)} for channel, code in found]


def _beginning(text: str, length: int = 50) -> str:
    line = " ".join(text.split())
    return line if len(line) <= length else f"{line[: length - 1].rstrip()}…"


def _facts(delivery: Delivery) -> Pairs:
    due = moment(delivery.due_at) if delivery.status == DeliveryStatus.QUEUED else ""
    template = delivery.payload.get("template") or {}
    return [
        (gettext("Kepada"), recipient(delivery)),
        (gettext("Alamat"), delivery.address),
        (gettext("Saluran"), CHANNEL_LABELS[delivery.channel]),
        (gettext("Templat WhatsApp"), template.get("name", "")),
        (gettext("Dicoba lagi"), due),
        (gettext("Percobaan"), delivery.tries),
        (gettext("Terkirim"), moment(delivery.sent_at) if delivery.sent_at else ""),
        (gettext("Tersampaikan"), moment(delivery.delivered_at) if delivery.delivered_at else ""),
        (gettext("Dibaca"), moment(delivery.read_at) if delivery.read_at else ""),
        (gettext("Nomor penyedia"), delivery.provider_id or ""),
        (gettext("Kata penyedia"), f"{delivery.error_code} {delivery.error_detail}".strip()),
    ]
