"""Penyebab insiden and sprint: the lists that measures count by."""

from typing import Any, ClassVar

from sqlalchemy.orm import Session
from wtforms import BooleanField, IntegerField, StringField
from wtforms.validators import InputRequired, Length, NumberRange

from admin_views.framework.lists.columns import day_cell
from admin_views.framework.model_view import AdminModelView, PanelForm
from app.core.errors import Invalid
from app.core.i18n import N_
from app.http.forms.base import DayField
from app.models.accounts.user import Role, User
from app.models.incidents.cause import IncidentCause
from app.models.incidents.incident_flow import READERS
from app.models.incidents.sprint import Sprint
from app.models.on_call.schedule import PLANNERS


class CauseForm(PanelForm):
    name = StringField(N_("Nama"), validators=[InputRequired(), Length(max=80)])
    position = IntegerField(N_("Urutan"), default=0, validators=[NumberRange(0, 999)])
    is_active = BooleanField(N_("Masih dipakai"), default=True)


class CauseView(AdminModelView):
    may_enter: ClassVar[frozenset[Role]] = READERS
    may_write: ClassVar[frozenset[Role] | None] = PLANNERS
    opens: ClassVar[frozenset[str]] = frozenset({"create", "edit"})
    can_view_details = False
    empty_text = N_("Belum ada penyebab. Yang ditulis di sini dipilih pada insiden dan dihitung dalam ukuran.")

    column_list = ("name", "position", "is_active")
    column_labels: ClassVar[dict[str, Any]] = {
        "name": N_("Nama"),
        "position": N_("Urutan"),
        "is_active": N_("Masih dipakai"),
    }
    column_default_sort = ("position", False)
    column_sortable_list = ()
    form = CauseForm

    def edit_record(self, session: Session, form: Any, record: IncidentCause, actor: User) -> IncidentCause:
        record.version += 1
        return super().edit_record(session, form, record, actor)


class SprintForm(PanelForm):
    name = StringField(N_("Nama"), validators=[InputRequired(), Length(max=60)])
    first_date = DayField(N_("Hari pertama"), validators=[InputRequired()])
    last_date = DayField(N_("Hari terakhir"), validators=[InputRequired()])


class SprintView(AdminModelView):
    may_enter: ClassVar[frozenset[Role]] = READERS
    may_write: ClassVar[frozenset[Role] | None] = PLANNERS
    opens: ClassVar[frozenset[str]] = frozenset({"create", "edit"})
    can_view_details = False
    empty_text = N_("Belum ada sprint. Ukuran dapat dibaca menurut sprint begitu ada satu.")

    column_list = ("name", "first_date", "last_date")
    column_labels: ClassVar[dict[str, Any]] = {
        "name": N_("Nama"),
        "first_date": N_("Hari pertama"),
        "last_date": N_("Hari terakhir"),
    }
    column_default_sort = ("first_date", True)
    column_sortable_list = ("first_date",)
    column_formatters: ClassVar[dict[str, Any]] = {"first_date": day_cell, "last_date": day_cell}
    form = SprintForm

    def values_of(self, form: Any) -> dict[str, Any]:
        if form.last_date.data < form.first_date.data:
            raise Invalid(N_("Hari terakhir tidak boleh sebelum hari pertama."), field="last_date")
        return {name: form[name].data for name in ("name", "first_date", "last_date")}

    def edit_record(self, session: Session, form: Any, record: Sprint, actor: User) -> Sprint:
        record.version += 1
        return super().edit_record(session, form, record, actor)
