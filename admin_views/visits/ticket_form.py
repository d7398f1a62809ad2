"""The form of a ticket: look-ups of customer and site, times in the site's zone, the quota against who is free."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from flask import json, url_for
from markupsafe import Markup
from sqlalchemy import select
from sqlalchemy.orm import Session
from wtforms import SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, NumberRange, Optional, StopValidation
from wtforms.widgets import html_params

from admin_views.framework.model_view import PanelForm
from app.core.db import db
from app.core.errors import Invalid
from app.core.i18n import N_
from app.core.identifiers import read_id
from app.http.forms.base import MomentField, WholeNumberField, optional_id
from app.models.accounts.user import Skill, User
from app.models.customers.customer import Customer, CustomerSource, Site
from app.models.visits.visit import Priority, VisitTicket
from app.models.visits.visit_status import PRIORITY_LABELS
from app.presenters.dates import shown_zone
from workflows.customers import register_customer, zone_of
from workflows.visits import VisitPlan


class LookupInput:
    """The hidden input that lookup.js turns into a combobox; without a script it takes the number itself."""

    input_type = "text"

    def __call__(self, field: Any, **attributes: Any) -> Markup:
        record = db.session.get(field.model, field.data) if field.data else None
        chosen = json.dumps([record.id, str(record)]) if record else "null"
        values = {
            "id": field.id,
            "name": field.name,
            "value": record.id if record else "",
            "data-role": "select2-ajax",
            "data-url": url_for(field.route),
            "data-json": chosen,
            "data-minimum-input-length": 0,
            "data-placeholder": str(field.placeholder),
            **attributes,
        }
        return Markup("<input {}>").format(Markup(html_params(type="hidden", **values)))  # noqa: S704


class LookupField(WholeNumberField):
    """One record of `model`, found by typing; `route` is the endpoint that answers with [[id, text], …]."""

    widget = LookupInput()

    def __init__(self, *args: Any, model: Any, route: str, placeholder: Any = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.model, self.route, self.placeholder = model, route, placeholder


class RequiredUnlessNew:
    """A customer and a site are chosen, or a new customer is written down."""

    def __call__(self, form: Any, field: Any) -> None:
        if field.data is not None:
            return
        new = form["new_name"].data if "new_name" in form else None
        field.errors[:] = []
        raise StopValidation("" if new else str(N_("Wajib diisi.")))


class VisitForm(PanelForm):
    customer_id = LookupField(
        N_("Pelanggan"),
        validators=[RequiredUnlessNew()],
        model=Customer,
        route="visit.customers",
        placeholder=N_("Nama, kode atau nomor telepon"),
    )
    site_id = LookupField(
        N_("Lokasi"), validators=[RequiredUnlessNew()], model=Site, route="visit.sites", placeholder=N_("Pilih lokasi")
    )
    problem = TextAreaField(N_("Keluhan"), validators=[InputRequired(), Length(max=2000)], render_kw={"rows": 4})
    priority = SelectField(
        N_("Prioritas"), choices=list(PRIORITY_LABELS.items()), default=Priority.MEDIUM, coerce=Priority
    )
    skill_id = SelectField(N_("Keahlian yang dibutuhkan"), coerce=optional_id)
    notes = TextAreaField(N_("Catatan untuk teknisi"), validators=[Length(max=2000)], render_kw={"rows": 2})
    planned_start = MomentField(N_("Rencana mulai"), validators=[InputRequired()])
    planned_end = MomentField(N_("Rencana selesai"), validators=[InputRequired()])
    quota = WholeNumberField(
        N_("Kuota teknisi"),
        validators=[InputRequired(), NumberRange(1, 50)],
        default=1,
        render_kw={"type": "number", "min": 1, "max": 50, "inputmode": "numeric"},
    )
    race_opens_at = MomentField(
        N_("Dibuka untuk diambil pada"),
        validators=[Optional()],
        description=N_("Boleh kosong: teknisi dapat mengambil job begitu tiket dibuka."),
    )
    override_reason = StringField(
        N_("Alasan melebihi teknisi tersedia"),
        validators=[Length(max=300)],
        description=N_("Hanya perlu bila kuota lebih besar dari teknisi yang tersedia. Alasan ini dicatat."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.skill_id.choices = skill_choices()

    def process(self, formdata: Any = None, obj: Any = None, *args: Any, **kwargs: Any) -> None:
        """Times are typed and shown as people at the site write them."""
        given = formdata.get("site_id") if formdata else getattr(obj, "site_id", None)
        new_city = formdata.get("new_city") if formdata and not given else None
        zone = ZoneInfo(zone_of({"city": new_city})) if new_city else zone_of_site(given)
        for name in ("planned_start", "planned_end", "race_opens_at"):
            self._fields[name].zone = zone
        super().process(formdata, obj, *args, **kwargs)


class NewVisitForm(VisitForm):
    """With the fields of a customer who calls for the first time."""

    new_name = StringField(N_("Nama pelanggan baru"), validators=[Length(max=120)])
    new_phone = StringField(N_("Nomor telepon / WhatsApp"), validators=[Length(max=30)], render_kw={"type": "tel"})
    new_street = StringField(N_("Jalan dan nomor"), validators=[Length(max=200)])
    new_city = StringField(N_("Kota"), validators=[Length(max=80)])


def register_new(session: Session, form: Any, *, actor: User, now: datetime) -> None:
    """Writes the new customer down and chooses them and their site; refusals name the form's own fields."""
    if not form.new_street.data or not form.new_city.data:
        raise Invalid(N_("Isi alamat pelanggan baru."), field="new_city" if form.new_street.data else "new_street")
    try:
        customer = register_customer(
            session,
            name=form.new_name.data,
            phone_e164=form.new_phone.data,
            address={"street": form.new_street.data, "city": form.new_city.data},
            source=CustomerSource.MANUAL,
            actor=actor,
            now=now,
        )
    except Invalid as refusal:
        refusal.field = {"name": "new_name", "phone_e164": "new_phone"}.get(refusal.field or "", "new_street")
        raise
    form.customer_id.data, form.site_id.data = customer.id, customer.sites[0].id


def skill_choices() -> list[tuple[Any, Any]]:
    skills = db.session.execute(select(Skill.id, Skill.name).order_by(Skill.name))
    return [("", N_("Tidak ada"))] + [(row.id, row.name) for row in skills]


def zone_of_site(given: Any) -> ZoneInfo:
    site_id = read_id(str(given or ""))
    if site_id is None:
        return shown_zone()
    zone = db.session.scalar(select(Site.time_zone).where(Site.id == site_id))
    return ZoneInfo(zone) if zone else shown_zone()


def copy_into(form: Any, former: VisitTicket) -> None:
    """What a new ticket takes over from another."""
    for name in ("customer_id", "site_id", "problem", "priority", "skill_id", "notes", "quota"):
        form[name].data = getattr(former, name)


def plan_of(form: Any) -> VisitPlan:
    names = ("customer_id", "site_id", "problem", "planned_start", "planned_end", "quota", "priority", "skill_id")
    return VisitPlan(
        **{name: form[name].data for name in names},
        race_opens_at=form.race_opens_at.data,
        notes=form.notes.data or "",
        override_reason=form.override_reason.data or "",
    )
