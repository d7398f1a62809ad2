"""Templat kesiapan: the lines every new release gets; and the lines of releases themselves."""

from typing import Any, ClassVar

from flask import abort, url_for
from flask_admin import expose
from sqlalchemy import ColumnElement
from wtforms import IntegerField, SelectField, StringField
from wtforms.validators import InputRequired, Length, NumberRange

from admin_views.framework.lists.columns import choice_of, status_of
from admin_views.framework.lists.filters import ChoiceFilter
from admin_views.framework.model_view import AdminModelView, PanelForm
from app.core.flow import Flow
from app.core.i18n import N_, gettext
from app.http.files.downloads import send_stored
from app.models.accounts.user import Role, User
from app.models.releases.readiness import (
    CHECKLIST_LABELS,
    EVIDENCE_LABELS,
    PLANNERS,
    RELEASE_ITEM_FLOW,
    TICKERS,
    Checklist,
    ChecklistTemplate,
    EvidenceKind,
    ReleaseItem,
)
from app.presenters.checklist_lines import line_label


class TemplateForm(PanelForm):
    checklist = SelectField(N_("Daftar"), choices=list(CHECKLIST_LABELS.items()))
    system = StringField(N_("Sistem"), validators=[Length(max=40)], description=N_("Kosong: untuk semua sistem."))
    label = StringField(N_("Butir"), validators=[InputRequired(), Length(max=160)])
    evidence = SelectField(N_("Bukti"), choices=[("", N_("Dicentang orang")), *EVIDENCE_LABELS.items()])
    position = IntegerField(N_("Urutan"), default=500, validators=[NumberRange(min=0, max=9999)])


class ChecklistTemplateView(AdminModelView):
    may_enter: ClassVar[frozenset[Role]] = TICKERS
    may_write: ClassVar[frozenset[Role] | None] = PLANNERS
    opens: ClassVar[frozenset[str]] = frozenset({"create", "edit"})
    can_view_details = False

    column_list = ("checklist", "label", "system", "evidence", "position")
    column_labels: ClassVar[dict[str, Any]] = {
        "checklist": N_("Daftar"),
        "label": N_("Butir"),
        "system": N_("Sistem"),
        "evidence": N_("Bukti"),
        "position": N_("Urutan"),
    }
    column_default_sort = ("id", False)
    column_sortable_list = ()
    column_filters = (
        ChoiceFilter("checklist", N_("Daftar"), ChecklistTemplate.checklist, tuple(CHECKLIST_LABELS.items())),
    )
    column_formatters: ClassVar[dict[str, Any]] = {
        "checklist": choice_of(CHECKLIST_LABELS),
        "label": lambda _v, _c, row, _n: line_label(row.label),
        "evidence": lambda _v, _c, row, _n: EVIDENCE_LABELS[row.evidence] if row.evidence else "–",
    }
    column_class: ClassVar[dict[str, str]] = {"position": "number"}
    form = TemplateForm

    def visible_to(self, user: User) -> ColumnElement[bool] | None:  # noqa: ARG002
        return None

    def values_of(self, form: Any) -> dict[str, Any]:
        return {
            "checklist": Checklist(form.checklist.data),
            "system": (form.system.data or "").strip().lower(),
            "label": form.label.data,
            "evidence": EvidenceKind(form.evidence.data) if form.evidence.data else None,
            "position": form.position.data,
        }


class ReleaseItemView(AdminModelView):
    may_enter: ClassVar[frozenset[Role]] = TICKERS
    narrower: ClassVar[dict[str, frozenset[Role]]] = {"file_view": TICKERS}
    flow: ClassVar[Flow | None] = RELEASE_ITEM_FLOW

    column_list = ("release", "checklist", "label", "status")
    column_labels: ClassVar[dict[str, Any]] = {
        "release": N_("Rilis"),
        "checklist": N_("Daftar"),
        "label": N_("Butir"),
        "status": N_("Status"),
    }
    column_default_sort = ("id", True)
    column_sortable_list = ("status",)
    column_filters = ("status",)
    column_formatters: ClassVar[dict[str, Any]] = {
        "checklist": choice_of(CHECKLIST_LABELS),
        "label": lambda _v, _c, row, _n: line_label(row.label),
        "status": status_of(RELEASE_ITEM_FLOW),
    }

    def visible_to(self, user: User) -> ColumnElement[bool] | None:  # noqa: ARG002
        return None

    @expose("/<int:id>/file")
    def file_view(self, id: int) -> Any:  # noqa: A002
        record = self.get_one(id)
        if record is None or record.file is None:
            abort(404)
        return send_stored(record.file, f"bukti-{record.id}")

    def record_title(self, record: ReleaseItem) -> str:
        return line_label(record.label)

    def record_links(self, record: ReleaseItem) -> list[dict[str, Any]]:
        href = url_for("release.details_view", id=record.release_id)
        return [{"label": gettext("Buka rilis"), "href": href, "icon": "flag"}]

    def record_sections(self, record: ReleaseItem) -> list[dict[str, Any]]:
        rows = [
            (gettext("Rilis"), str(record.release)),
            (gettext("Daftar"), CHECKLIST_LABELS[record.checklist]),
            (gettext("Dicentang oleh"), record.done_by.name if record.done_by else None),
            (gettext("Catatan"), record.note or None),
        ]
        return [{"title": gettext("Rincian"), "rows": [row for row in rows if row[1] is not None]}]
