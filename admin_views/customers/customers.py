"""Pelanggan."""

from typing import Any, ClassVar

from flask import request, url_for
from flask_admin.form import rules
from flask_login import current_user
from sqlalchemy import ColumnElement, func
from sqlalchemy.orm import Session
from wtforms import SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length

from admin_views.customers.next_steps import add_site_link, next_steps
from admin_views.customers.timeline import cursor_of, entries, read_cursor
from admin_views.framework.forms.form_fields import (
    LANGUAGE_CHOICES,
    AddressFields,
    PositionFields,
    address_of,
    position_of,
)
from admin_views.framework.lists.columns import choice_of, status_of
from admin_views.framework.lists.filters import ChoiceFilter, DayFilter, YesNoFilter
from admin_views.framework.lists.search_config import CUSTOMERS
from admin_views.framework.model_view import AdminModelView, PanelForm
from admin_views.framework.record_history import record_history
from admin_views.framework.records.links import call_link
from app.core.clock import ZONES, utc_now
from app.core.db import db
from app.core.flow import Flow
from app.core.i18n import N_, gettext
from app.models.accounts.user import DESK, Role, User
from app.models.customers.address import ADDRESS_PARTS
from app.models.customers.customer import (
    CUSTOMER_FLOW,
    CUSTOMER_SOURCE_LABELS,
    Customer,
    CustomerSource,
    CustomerStatus,
)
from app.policies.visibility import customers_visible_to
from workflows.customers import edit_customer, list_timeline_entries, register_customer

PAGE = 25


class CustomerForm(AddressFields, PanelForm):
    name = StringField(N_("Nama"), validators=[InputRequired(), Length(max=120)])
    phone_e164 = StringField(
        N_("Nomor telepon / WhatsApp"),
        validators=[Length(max=30)],
        description="0812-3456-7890",
        render_kw={"type": "tel"},
    )
    email = StringField(N_("E-mail"), validators=[Length(max=254)], render_kw={"type": "email"})
    npwp = StringField(N_("NPWP"), validators=[Length(max=40)], description=N_("15, 16 atau 22 angka."))
    locale = SelectField(N_("Bahasa pesan"), choices=LANGUAGE_CHOICES, default="id")
    notes = TextAreaField(N_("Catatan"), validators=[Length(max=2000)])


class NewCustomerForm(PositionFields, CustomerForm):
    pass


_WHO = rules.FieldSet(("name", "phone_e164", "email", "npwp", "locale"), N_("Identitas"))
_WHERE = rules.FieldSet(ADDRESS_PARTS, N_("Alamat"))
_NOTES = rules.FieldSet(("notes",), N_("Lain-lain"))


class CustomerView(AdminModelView):
    may_enter: ClassVar[frozenset[Role]] = DESK | {Role.SALES}
    opens: ClassVar[frozenset[str]] = frozenset({"create", "edit", "export"})
    may_write: ClassVar[frozenset[Role] | None] = DESK
    flow: ClassVar[Flow | None] = CUSTOMER_FLOW
    search_plan = CUSTOMERS
    details_template = "admin/customers/details.html"
    list_template = "admin/customers/list.html"

    column_list = ("name", "code", "phone_e164", "city", "source", "created_at", "status")
    column_labels: ClassVar[dict[str, Any]] = {
        "name": N_("Nama"),
        "code": N_("Kode"),
        "phone_e164": N_("Telepon"),
        "email": N_("E-mail"),
        "npwp": N_("NPWP"),
        "street": N_("Jalan"),
        "rt_rw": N_("RT/RW"),
        "village": N_("Kelurahan"),
        "district": N_("Kecamatan"),
        "city": N_("Kota"),
        "province": N_("Provinsi"),
        "postal_code": N_("Kode pos"),
        "landmark": N_("Patokan"),
        "source": N_("Asal"),
        "created_at": N_("Terdaftar"),
        "status": N_("Status"),
        "notes": N_("Catatan"),
    }
    column_export_list = ("code", "name", "phone_e164", "email", "npwp", *ADDRESS_PARTS, "notes", "source", "status")
    column_default_sort = ("id", True)
    column_sortable_list = ("name", "status")
    sort_expressions: ClassVar[dict[str, Any]] = {"name": func.lower(Customer.name)}
    column_filters = (
        "status",
        ChoiceFilter("source", N_("Asal"), Customer.source, tuple(CUSTOMER_SOURCE_LABELS.items())),
        YesNoFilter("complaint", N_("Keluhan belum dijadwalkan"), Customer.complaint_at.is_not(None)),
        DayFilter("registered", N_("Terdaftar"), Customer.created_at),
    )
    column_formatters: ClassVar[dict[str, Any]] = {
        "status": status_of(CUSTOMER_FLOW),
        "source": choice_of(CUSTOMER_SOURCE_LABELS),
    }
    form_create_rules = (
        _WHO,
        _WHERE,
        rules.FieldSet(("latitude", "longitude", "time_zone"), N_("Lokasi pertama")),
        _NOTES,
    )
    form_edit_rules = (_WHO, _WHERE, _NOTES)

    def visible_to(self, user: User) -> ColumnElement[bool] | None:
        return customers_visible_to(user)

    def get_query(self) -> Any:
        """Deleted ones are seen by those who ask for them, and on their own page."""
        query = super().get_query()
        asked = request.args.get("flt_status") or request.args.get("id") or "id" in (request.view_args or {})
        return query if asked else query.where(Customer.deleted_at.is_(None))

    # --- forms ---

    def get_create_form(self) -> Any:
        return NewCustomerForm

    def get_edit_form(self) -> Any:
        return CustomerForm

    def create_form(self, obj: Any = None) -> Any:
        """Begins with the name that was searched for and not found."""
        form = super().create_form(obj)
        if request.method == "GET":
            form.name.data = request.args.get("name", "").replace("\x00", "")[:120]
        return form

    def create_record(self, session: Session, form: Any, actor: User) -> Customer:
        return register_customer(
            session,
            address=address_of(form),
            source=CustomerSource.MANUAL,
            site=position_of(form),
            actor=actor,
            now=utc_now(),
            **_given(form),
        )

    def edit_record(self, session: Session, form: Any, record: Customer, actor: User) -> Customer:
        given = _given(form)
        return edit_customer(
            session, customer_id=record.id, address=address_of(form), actor=actor, now=utc_now(), **given
        )

    # --- the customer's page ---

    def record_sections(self, record: Customer) -> list[dict[str, Any]]:
        return [
            {
                "title": gettext("Identitas"),
                "rows": [
                    (gettext("Kode"), record.code),
                    (gettext("Telepon"), call_link(record.phone_e164)),
                    (gettext("E-mail"), record.email),
                    (gettext("NPWP"), record.npwp),
                    (gettext("Asal"), CUSTOMER_SOURCE_LABELS[record.source]),
                    (gettext("Bahasa pesan"), dict(LANGUAGE_CHOICES)[record.locale]),
                    (gettext("Alamat"), record.address_line),
                    (gettext("Patokan"), record.landmark),
                    (gettext("Keluhan belum dijadwalkan"), record.complaint if record.complaint_at else None),
                    (gettext("Catatan"), record.notes),
                ],
            }
        ]

    def record_title(self, record: Customer) -> str:
        return record.name

    def record_timeline(self, record: Customer) -> list[dict[str, Any]]:  # noqa: ARG002  drawn by record_extra
        return []

    def record_extra(self, record: Customer) -> dict[str, Any]:
        cursor = read_cursor(request.args.get("before", ""))
        changes = record_history(db.session(), "customers", record.id, flow=CUSTOMER_FLOW, kind=self.asked_history())
        found = list_timeline_entries(db.session(), customer_id=record.id, before=cursor, page=PAGE + 1)
        older = url_for(".details_view", id=record.id, before=cursor_of(found[PAGE - 1])) if len(found) > PAGE else None
        return {
            "happenings": entries(found[:PAGE]),
            "older_url": older,
            "newest_url": url_for(".details_view", id=record.id) if cursor else None,
            "sites": [site for site in record.sites if site.deleted_at is None],
            "zones": ZONES,
            "changes": changes[:20],
            "record_subtitle": record.code,
        }

    def record_links(self, record: Customer) -> list[dict[str, Any]]:
        if current_user.role not in DESK or record.status == CustomerStatus.DELETED:
            return []
        return [*next_steps(db.session(), record), add_site_link(record)]


def _given(form: Any) -> dict[str, Any]:
    return {name: form[name].data for name in ("name", "phone_e164", "email", "npwp", "notes", "locale")}
