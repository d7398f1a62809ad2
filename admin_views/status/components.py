"""Komponen status: what customers see on the status page, and by which check it is driven."""

from typing import Any, ClassVar

from flask import current_app, url_for
from sqlalchemy import select
from sqlalchemy.orm import Session
from wtforms import IntegerField, SelectField, StringField
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from admin_views.framework.lists.columns import choice_of
from admin_views.framework.lists.search import search_few
from admin_views.framework.model_view import AdminModelView, PanelForm
from app.core.db import db
from app.core.i18n import N_, gettext
from app.http.forms.base import MomentField
from app.models.accounts.user import TECHNICAL, Role, User
from app.models.monitoring.check import Check
from app.models.status.status_page import STATE_LABELS, ComponentState, StatusComponent
from workflows.status import rename_component

TONES = {
    ComponentState.OPERATIONAL: "positive",
    ComponentState.UNDER_MAINTENANCE: "primary",
    ComponentState.DEGRADED: "warning",
    ComponentState.PARTIAL: "danger",
    ComponentState.MAJOR: "danger",
}


class ComponentForm(PanelForm):
    name = StringField(N_("Nama"), validators=[InputRequired(), Length(max=80)])
    group_name = StringField(N_("Kelompok"), validators=[Length(max=80)])
    description = StringField(N_("Keterangan"), validators=[Length(max=300)])
    name_en = StringField(N_("Nama dalam bahasa Inggris"), validators=[Length(max=80)])
    group_name_en = StringField(
        N_("Kelompok dalam bahasa Inggris"),
        validators=[Length(max=80)],
        description=N_("Cukup pada satu komponen kelompok itu."),
    )
    description_en = StringField(N_("Keterangan dalam bahasa Inggris"), validators=[Length(max=300)])
    position = IntegerField(N_("Urutan"), default=0, validators=[NumberRange(0, 999)])
    check_id = SelectField(N_("Mengikuti pemeriksaan"), coerce=int)
    hand_state = SelectField(
        N_("Keadaan dari tangan"),
        choices=[(str(state), label) for state, label in STATE_LABELS.items()],
        description=N_("Yang terburuk antara pemeriksaan, keadaan ini, dan insiden publik yang tampil."),
    )
    hand_until = MomentField(
        N_("Keadaan dari tangan sampai"),
        validators=[Optional()],
        description=N_("Kosong: sampai diubah lagi."),
    )


class ComponentView(AdminModelView):
    may_enter: ClassVar[frozenset[Role]] = TECHNICAL
    opens: ClassVar[frozenset[str]] = frozenset({"create", "edit"})
    empty_text = N_("Belum ada komponen. Buat yang dilihat pelanggan: portal, pembayaran, pesan.")

    column_list = ("name", "group_name", "check", "hand_state")
    column_labels: ClassVar[dict[str, Any]] = {
        "name": N_("Nama"),
        "group_name": N_("Kelompok"),
        "check": N_("Mengikuti pemeriksaan"),
        "hand_state": N_("Keadaan dari tangan"),
        "hand_until": N_("Keadaan dari tangan sampai"),
        "description": N_("Keterangan"),
        "name_en": N_("Nama dalam bahasa Inggris"),
        "group_name_en": N_("Kelompok dalam bahasa Inggris"),
        "description_en": N_("Keterangan dalam bahasa Inggris"),
    }
    column_details_list = (
        *("name", "name_en", "group_name", "group_name_en", "description", "description_en"),
        *("check", "hand_state", "hand_until"),
    )
    column_default_sort = ("position", False)
    column_sortable_list = ("position",)
    column_formatters: ClassVar[dict[str, Any]] = {"hand_state": choice_of(STATE_LABELS, TONES)}
    column_formatters_detail: ClassVar[dict[str, Any]] = {"hand_state": choice_of(STATE_LABELS, TONES)}
    record_loads = (StatusComponent.check,)
    form = ComponentForm

    def search_for(self, query: Any, words: str) -> Any:
        return search_few(query, words, StatusComponent.name, StatusComponent.group_name)

    def create_form(self, obj: Any = None) -> Any:
        return _with_checks(super().create_form(obj))

    def edit_form(self, obj: Any = None) -> Any:
        return _with_checks(super().edit_form(obj))

    def edit_record(self, session: Session, form: Any, record: StatusComponent, actor: User) -> StatusComponent:
        record.version += 1
        rename_component(session, before=record.name, after=form.name.data)
        return super().edit_record(session, form, record, actor)

    def values_of(self, form: Any) -> dict[str, Any]:
        given = {name: form[name].data for name in ("name", "group_name", "description", "position", "hand_until")}
        given |= {name: form[name].data or "" for name in ("name_en", "group_name_en", "description_en")}
        return given | {"check_id": form.check_id.data or None, "hand_state": ComponentState(form.hand_state.data)}

    def record_title(self, record: StatusComponent) -> str:
        return record.name

    def record_links(self, record: StatusComponent) -> list[dict[str, Any]]:  # noqa: ARG002
        """The page is there once the first copy is written, within half a minute of the first start."""
        if not (current_app.config["SETTINGS"].status_folder / "index.html").is_file():
            return []
        return [{"label": gettext("Halaman status"), "href": url_for("status.file"), "icon": "external"}]


def _with_checks(form: Any) -> Any:
    checks = db.session.execute(select(Check.id, Check.name).order_by(Check.name))
    form.check_id.choices = [(0, gettext("Tidak ada")), *((row.id, row.name) for row in checks)]
    return form
