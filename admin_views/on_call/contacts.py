"""Kontak darurat: whom to call when everything is down."""

from typing import Any, ClassVar

from flask import flash, redirect, url_for
from flask_admin import expose
from flask_login import current_user
from markupsafe import Markup
from sqlalchemy.orm import Session
from wtforms import IntegerField, StringField
from wtforms.validators import InputRequired, Length, NumberRange

from admin_views.framework.lists.columns import moment_cell
from admin_views.framework.lists.search import search_few
from admin_views.framework.model_view import AdminModelView, PanelForm
from app.core.clock import utc_now
from app.core.db import db
from app.core.errors import Invalid
from app.core.i18n import N_, gettext
from app.core.phones import to_e164
from app.http.files.downloads import send_stored
from app.http.forms.submission import submit
from app.models.accounts.user import OPERATORS, Role, User
from app.models.files.document import StoredFile
from app.models.incidents.incident_flow import READERS
from app.models.on_call.schedule import EmergencyContact
from app.presenters.dates import moment
from workflows.on_call import VERIFIED_FOR, find_drawn_card, read_card, verify_contact


class ContactForm(PanelForm):
    name = StringField(N_("Nama"), validators=[InputRequired(), Length(max=80)])
    duty = StringField(
        N_("Tugas"),
        validators=[InputRequired(), Length(max=80)],
        description=N_("Misalnya: basis data, infrastruktur, layanan pelanggan."),
    )
    phone_e164 = StringField(N_("Telepon"), validators=[InputRequired(), Length(max=30)])
    notes = StringField(N_("Catatan"), validators=[Length(max=300)])
    position = IntegerField(N_("Urutan"), default=0, validators=[NumberRange(0, 999)])


def _phone_cell(_view: Any, _context: Any, record: EmergencyContact, _name: str) -> Markup:
    digits = record.phone_e164.lstrip("+")
    return Markup(
        '<a href="tel:{0}">{0}</a> · <a href="https://wa.me/{1}" rel="noopener noreferrer">WhatsApp</a>'
    ).format(record.phone_e164, digits)


def _verified_cell(_view: Any, _context: Any, record: EmergencyContact, _name: str) -> Markup:
    """When somebody called last; too long ago is said in words."""
    last = record.verified_at
    words = Markup("{}").format(moment(last)) if last else Markup("–")
    if last is not None and last > utc_now() - VERIFIED_FOR:
        return words
    return words + Markup(' <span class="badge tone-warning">{}</span>').format(gettext("Pastikan lagi"))


class EmergencyContactView(AdminModelView):
    may_enter: ClassVar[frozenset[Role]] = READERS
    may_write: ClassVar[frozenset[Role] | None] = OPERATORS
    opens: ClassVar[frozenset[str]] = frozenset({"create", "edit"})
    narrower: ClassVar[dict[str, frozenset[Role]]] = {"verify": OPERATORS}
    list_template = "admin/on_call/contacts.html"
    details_template = "admin/on_call/contact.html"
    empty_text = N_("Belum ada kontak darurat. Tulis pimpinan teknis, basis data, infrastruktur, layanan pelanggan.")

    column_list = ("name", "duty", "phone_e164", "verified_at")
    column_labels: ClassVar[dict[str, Any]] = {
        "name": N_("Nama"),
        "duty": N_("Tugas"),
        "phone_e164": N_("Telepon"),
        "verified_at": N_("Terakhir dipastikan"),
        "notes": N_("Catatan"),
    }
    column_class: ClassVar[dict[str, str]] = {"verified_at": "cell-fit"}
    column_details_list = ("name", "duty", "phone_e164", "notes", "verified_at")
    column_default_sort = ("position", False)
    column_sortable_list = ("position",)
    column_formatters: ClassVar[dict[str, Any]] = {"phone_e164": _phone_cell, "verified_at": _verified_cell}
    column_formatters_detail: ClassVar[dict[str, Any]] = {"phone_e164": _phone_cell, "verified_at": moment_cell}
    form = ContactForm

    def search_for(self, query: Any, words: str) -> Any:
        return search_few(query, words, EmergencyContact.name, EmergencyContact.duty)

    def create_record(self, session: Session, form: Any, actor: User) -> EmergencyContact:
        contact: EmergencyContact = super().create_record(session, form, actor)
        contact.verified_at = utc_now()
        return contact

    def edit_record(self, session: Session, form: Any, record: EmergencyContact, actor: User) -> EmergencyContact:
        record.version += 1
        return super().edit_record(session, form, record, actor)

    def values_of(self, form: Any) -> dict[str, Any]:
        try:
            phone = to_e164(form.phone_e164.data)
        except Invalid as refusal:
            raise Invalid(refusal.message, field="phone_e164") from None
        return {name: form[name].data for name in ("name", "duty", "notes", "position")} | {"phone_e164": phone}

    def record_title(self, record: EmergencyContact) -> str:
        return record.name

    def record_extra(self, record: EmergencyContact) -> dict[str, Any]:  # noqa: ARG002
        return {"may_verify": current_user.role in self.may_write}

    @expose("/card")
    def card(self) -> Any:
        """The printable card as it was drawn last."""
        session = db.session()
        drawn, wanted = find_drawn_card(session), read_card(session)
        stored = session.get(StoredFile, drawn.file_id) if drawn and drawn.digest == wanted.digest else None
        if stored is None:
            flash(gettext("Kartu dengan isi terbaru belum dibuat; itu terjadi dalam beberapa menit."), "info")
            return redirect(url_for(".index_view"))
        return send_stored(stored, "kontak-darurat.pdf", inline=True)

    @expose("/<int:id>/verify", methods=("POST",))
    def verify(self, id: int) -> Any:  # noqa: A002
        """Somebody has called and the number still holds."""

        def work(session: Session) -> dict[str, Any]:
            verify_contact(session, contact_id=id, actor=current_user, now=utc_now())
            return {}

        if self.get_one(id) is not None:
            submit(work)
            flash(gettext("Kontak ini dipastikan hari ini."), "success")
        return self.back_to(id)
