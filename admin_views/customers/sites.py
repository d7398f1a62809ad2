"""Lokasi: where work is done for a customer."""

from collections.abc import Mapping
from typing import Any, ClassVar

from flask import abort, flash, redirect, request, url_for
from flask_admin import expose
from flask_admin.form import rules
from flask_login import current_user
from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session, joinedload
from wtforms import StringField
from wtforms.validators import InputRequired, Length
from wtforms.widgets import HiddenInput

from admin_views.framework.forms.form_fields import AddressFields, PositionFields, address_of, position_of
from admin_views.framework.lists.columns import choice_of, person_cell
from admin_views.framework.lists.filters import ChoiceFilter
from admin_views.framework.lists.people_filters import customer_filter
from admin_views.framework.lists.search_config import SITES
from admin_views.framework.model_view import AdminModelView, PanelForm
from app.core.clock import DEFAULT_ZONE, ZONES, utc_now
from app.core.db import db
from app.core.errors import DomainError
from app.core.i18n import N_, gettext
from app.http.forms.base import WholeNumberField
from app.http.forms.submission import submit
from app.models.accounts.user import DESK, Role, User
from app.models.customers.address import ADDRESS_PARTS
from app.models.customers.customer import Customer, Site
from app.policies.visibility import customers_visible_to
from workflows.customers import add_site, edit_site, find_zone_of, remove_site


def _zone(site: Site) -> str:
    """With a question where nothing names it and nobody chose another than the first."""
    zone = ZONES[site.time_zone]
    if site.time_zone != DEFAULT_ZONE or find_zone_of(site) is not None:
        return zone
    ask = gettext("alamat dan titik peta tidak menyebut zona waktunya. Lengkapi kota, kode pos atau titik peta.")
    return f"{zone} – {ask}"


class SiteForm(AddressFields, PositionFields, PanelForm):
    name = StringField(
        N_("Nama lokasi"), validators=[InputRequired(), Length(max=120)], description=N_("Misalnya: Rumah, Gudang")
    )


class NewSiteForm(SiteForm):
    customer_id = WholeNumberField(validators=[InputRequired()], widget=HiddenInput())


_RULES = (
    rules.FieldSet(("name",), N_("Lokasi")),
    rules.FieldSet(ADDRESS_PARTS, N_("Alamat")),
    rules.FieldSet(("latitude", "longitude", "time_zone"), N_("Peta dan waktu")),
)


class SiteView(AdminModelView):
    may_enter: ClassVar[frozenset[Role]] = DESK | {Role.SALES}
    opens: ClassVar[frozenset[str]] = frozenset({"create", "edit"})
    narrower: ClassVar[Mapping[str, frozenset[Role]]] = {"remove_view": DESK}
    may_write: ClassVar[frozenset[Role] | None] = DESK
    search_plan = SITES

    column_list = ("name", "customer", "city", "district", "time_zone", "latitude")
    column_labels: ClassVar[dict[str, Any]] = {
        "name": N_("Nama lokasi"),
        "customer": N_("Pelanggan"),
        "city": N_("Kota"),
        "district": N_("Kecamatan"),
        "time_zone": N_("Zona waktu"),
        "latitude": N_("Titik peta"),
    }
    column_default_sort = ("id", True)
    column_sortable_list = ()
    column_filters = (
        ChoiceFilter("zone", N_("Zona waktu"), Site.time_zone, tuple(ZONES.items())),
        customer_filter(Site.customer_id),
    )
    column_formatters: ClassVar[dict[str, Any]] = {
        "customer": person_cell,
        "time_zone": choice_of(ZONES),
        "latitude": lambda _v, _c, site, _n: gettext("Ada") if site.latitude is not None else gettext("Belum ada"),
    }
    form_create_rules = (*_RULES, "customer_id")
    form_edit_rules = _RULES
    details_template = "admin/customers/site.html"

    @property
    def can_create(self) -> bool:  # type: ignore[override]
        """A site is added from its customer's page."""
        return self._may_write() and request.endpoint == "site.create_view"

    def visible_to(self, user: User) -> ColumnElement[bool] | None:
        seen = Site.customer_id.in_(select(Customer.id).where(customers_visible_to(user)))
        return seen & Site.deleted_at.is_(None)

    def get_query(self) -> Any:
        return super().get_query().options(joinedload(Site.customer))

    def get_create_form(self) -> Any:
        return NewSiteForm

    def get_edit_form(self) -> Any:
        return SiteForm

    def create_form(self, obj: Any = None) -> Any:
        form = super().create_form(obj)
        if request.method == "GET":
            customer = db.session.get(Customer, request.args.get("customer", 0, type=int))
            if customer is None or customer.deleted_at is not None:
                abort(404)
            form.customer_id.data = customer.id
        return form

    def create_record(self, session: Session, form: Any, actor: User) -> Site:
        return add_site(
            session,
            customer_id=form.customer_id.data,
            name=form.name.data,
            address=address_of(form),
            actor=actor,
            now=utc_now(),
            **position_of(form),
        )

    def edit_record(self, session: Session, form: Any, record: Site, actor: User) -> Site:
        address, place = address_of(form), position_of(form)
        return edit_site(
            session, site_id=record.id, name=form.name.data, address=address, actor=actor, now=utc_now(), **place
        )

    def get_save_return_url(self, model: Site, is_created: bool = False) -> str:  # noqa: ARG002, FBT001, FBT002
        return url_for("customer.details_view", id=model.customer_id)

    def record_title(self, record: Site) -> str:
        return f"{record.name} – {record.customer.name}"

    def record_sections(self, record: Site) -> list[dict[str, Any]]:
        rows = [
            (gettext("Pelanggan"), record.customer),
            (gettext("Alamat"), record.address_line),
            (gettext("Patokan"), record.landmark),
            (gettext("Zona waktu"), _zone(record)),
            (gettext("Titik peta"), f"{record.latitude}, {record.longitude}" if record.latitude is not None else ""),
        ]
        return [{"title": gettext("Lokasi"), "rows": rows}]

    def record_links(self, record: Site) -> list[dict[str, Any]]:
        page = url_for("customer.details_view", id=record.customer_id)
        return [{"label": gettext("Ke pelanggan"), "href": page, "icon": "user"}]

    @expose("/<int:id>/remove", methods=("POST",))
    def remove_view(self, id: int) -> Any:  # noqa: A002
        record = self.get_one(id)
        if record is None:
            abort(404)
        if not self._may_write():
            abort(403)

        def work(session: Session) -> dict[str, Any]:
            return {"id": remove_site(session, site_id=id, actor=current_user, now=utc_now()).customer_id}

        try:
            submit(work)
        except DomainError as refusal:
            flash(str(refusal), "error")
            return self.back_to(id)
        flash(gettext("Lokasi dihapus. Riwayat kunjungannya tetap ada."), "success")
        return redirect(url_for("customer.details_view", id=record.customer_id))
