"""Kecocokan: the matrix of browsers, operating systems and devices, each with the day it was tried."""

from typing import Any, ClassVar

from sqlalchemy.orm import Session
from wtforms import SelectField, StringField
from wtforms.validators import InputRequired, Length, Optional

from admin_views.framework.lists.columns import choice_of, day_cell
from admin_views.framework.lists.filters import ChoiceFilter
from admin_views.framework.lists.search import search_few
from admin_views.framework.model_view import AdminModelView, PanelForm
from app.core.i18n import N_
from app.http.forms.base import DayField
from app.models.accounts.user import TECHNICAL, Role, User
from app.models.maintenance.upkeep import FIT_KIND_LABELS, FIT_LABELS, Compatibility, Fit, FitKind

TONES = {Fit.WORKS: "positive", Fit.PARTLY: "warning", Fit.FAILS: "danger", Fit.UNTRIED: "neutral"}


class CompatibilityForm(PanelForm):
    kind = SelectField(N_("Jenis"), choices=[(str(one), label) for one, label in FIT_KIND_LABELS.items()])
    name = StringField(N_("Nama"), validators=[InputRequired(), Length(max=80)])
    versions = StringField(N_("Versi"), validators=[Length(max=80)], description=N_("Misalnya 128 ke atas."))
    fit = SelectField(N_("Hasil"), choices=[(str(one), label) for one, label in FIT_LABELS.items()])
    tried_date = DayField(N_("Dicoba pada"), validators=[Optional()])
    notes = StringField(N_("Catatan"), validators=[Length(max=500)])


class CompatibilityView(AdminModelView):
    may_enter: ClassVar[frozenset[Role]] = TECHNICAL
    opens: ClassVar[frozenset[str]] = frozenset({"create", "edit", "export"})
    can_view_details = False
    empty_text = N_("Belum ada. Catat peramban, sistem, dan perangkat yang dipakai pelanggan dan teknisi.")

    column_list = ("kind", "name", "versions", "fit", "tried_date", "notes")
    column_labels: ClassVar[dict[str, Any]] = {
        "kind": N_("Jenis"),
        "name": N_("Nama"),
        "versions": N_("Versi"),
        "fit": N_("Hasil"),
        "tried_date": N_("Dicoba pada"),
        "notes": N_("Catatan"),
    }
    column_default_sort = ("id", True)
    column_sortable_list = ()
    column_filters = (
        ChoiceFilter("kind", N_("Jenis"), Compatibility.kind, tuple(FIT_KIND_LABELS.items())),
        ChoiceFilter("fit", N_("Hasil"), Compatibility.fit, tuple(FIT_LABELS.items())),
    )
    column_formatters: ClassVar[dict[str, Any]] = {
        "kind": choice_of(FIT_KIND_LABELS),
        "fit": choice_of(FIT_LABELS, TONES),
        "tried_date": day_cell,
    }
    form = CompatibilityForm

    def search_for(self, query: Any, words: str) -> Any:
        return search_few(query, words, Compatibility.name, Compatibility.versions)

    def create_record(self, session: Session, form: Any, actor: User) -> Compatibility:  # noqa: ARG002
        made = Compatibility(**_typed(form))
        session.add(made)
        return made

    def edit_record(self, session: Session, form: Any, record: Compatibility, actor: User) -> Compatibility:  # noqa: ARG002
        for name, value in _typed(form).items():
            setattr(record, name, value)
        record.version += 1
        return record


def _typed(form: Any) -> dict[str, Any]:
    return {
        "kind": FitKind(form.kind.data),
        "name": form.name.data,
        "versions": form.versions.data or "",
        "fit": Fit(form.fit.data),
        "tried_date": form.tried_date.data,
        "notes": form.notes.data or "",
    }
