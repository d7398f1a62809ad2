"""Pemeliharaan: what is planned, announced on the status page with its beginning and end."""

from typing import Any, ClassVar

from sqlalchemy import select
from sqlalchemy.orm import Session
from wtforms import SelectMultipleField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length
from wtforms.widgets import CheckboxInput, ListWidget

from admin_views.framework.lists.columns import moment_cell, short_text, status_of
from admin_views.framework.lists.filters import DayFilter
from admin_views.framework.model_view import AdminModelView, PanelForm
from app.core.clock import utc_now
from app.core.db import db
from app.core.flow import Flow
from app.core.i18n import N_, gettext
from app.http.forms.base import MomentField
from app.models.accounts.user import TECHNICAL, Role, User
from app.models.status.status_page import MAINTENANCE_FLOW, PlannedMaintenance, StatusComponent
from app.presenters.dates import moment
from workflows.status import plan_maintenance


class MaintenanceForm(PanelForm):
    title = StringField(N_("Apa yang dipelihara"), validators=[InputRequired(), Length(max=150)])
    text = TextAreaField(N_("Kabar untuk pelanggan"), validators=[Length(max=5000)], render_kw={"rows": 4})
    title_en = StringField(N_("Judul dalam bahasa Inggris"), validators=[Length(max=150)])
    text_en = TextAreaField(N_("Kabar dalam bahasa Inggris"), validators=[Length(max=5000)], render_kw={"rows": 4})
    component_ids = SelectMultipleField(
        N_("Komponen"), coerce=int, widget=ListWidget(prefix_label=False), option_widget=CheckboxInput()
    )
    starts_at = MomentField(N_("Mulai"), validators=[InputRequired()])
    ends_at = MomentField(N_("Selesai"), validators=[InputRequired()])


class MaintenanceView(AdminModelView):
    may_enter: ClassVar[frozenset[Role]] = TECHNICAL
    opens: ClassVar[frozenset[str]] = frozenset({"create"})
    flow: ClassVar[Flow | None] = MAINTENANCE_FLOW
    empty_text = N_("Belum ada pemeliharaan. Yang direncanakan di sini diumumkan di halaman status.")

    column_list = ("title", "starts_at", "ends_at", "status")
    column_labels: ClassVar[dict[str, Any]] = {
        "title": N_("Apa yang dipelihara"),
        "starts_at": N_("Mulai"),
        "ends_at": N_("Selesai"),
        "status": N_("Status"),
    }
    column_default_sort = ("id", True)
    column_sortable_list = ("status",)
    column_filters = ("status", DayFilter("date", N_("Mulai"), PlannedMaintenance.starts_at))
    column_formatters: ClassVar[dict[str, Any]] = {
        "title": short_text(70),
        "starts_at": moment_cell,
        "ends_at": moment_cell,
        "status": status_of(MAINTENANCE_FLOW),
    }
    form = MaintenanceForm

    def create_form(self, obj: Any = None) -> Any:
        form = super().create_form(obj)
        form.component_ids.choices = _components()
        return form

    def create_record(self, session: Session, form: Any, actor: User) -> PlannedMaintenance:
        return plan_maintenance(
            session,
            title=form.title.data,
            text=form.text.data or "",
            title_en=form.title_en.data or "",
            text_en=form.text_en.data or "",
            component_ids=form.component_ids.data or [],
            starts_at=form.starts_at.data,
            ends_at=form.ends_at.data,
            actor=actor,
            now=utc_now(),
        )

    def record_title(self, record: PlannedMaintenance) -> str:
        return record.title

    def record_sections(self, record: PlannedMaintenance) -> list[dict[str, Any]]:
        names = dict(_components())
        rows = [
            (gettext("Kabar untuk pelanggan"), record.text or None),
            (gettext("Komponen"), ", ".join(names[one] for one in record.component_ids if one in names)),
            (gettext("Direncanakan"), f"{moment(record.starts_at)} – {moment(record.ends_at)}"),
            (gettext("Diumumkan"), moment(record.announced_at)),
            (gettext("Dimulai"), moment(record.began_at) if record.began_at else None),
            (gettext("Hasil diperiksa sejak"), moment(record.verifying_since) if record.verifying_since else None),
            (gettext("Berakhir"), moment(record.ended_at) if record.ended_at else None),
            (gettext("Hasilnya"), record.outcome or None),
        ]
        return [{"title": gettext("Rincian"), "rows": [row for row in rows if row[1] is not None]}]


def _components() -> list[tuple[int, str]]:
    rows = db.session.execute(select(StatusComponent.id, StatusComponent.name).order_by(StatusComponent.position))
    return [(row.id, row.name) for row in rows]
