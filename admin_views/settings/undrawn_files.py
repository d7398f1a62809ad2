"""PDF yang belum dapat dibuat: articles, readiness, promises and monthly reports that could not be drawn, and why."""

from typing import Any, ClassVar

from sqlalchemy import ColumnElement

from admin_views.framework.lists.columns import choice_of, moment_cell, short_text, status_of
from admin_views.framework.lists.filters import ChoiceFilter
from admin_views.framework.model_view import AdminModelView
from app.core.flow import Flow
from app.core.i18n import N_, gettext
from app.models.accounts.user import Role, User
from app.models.files.undrawn_file import DRAWN_LABELS, UNDRAWN_FLOW, UndrawnFile
from app.models.help.article_flow import EDITORS
from app.presenters.dates import moment


class UndrawnFileView(AdminModelView):
    may_enter: ClassVar[frozenset[Role]] = EDITORS
    flow: ClassVar[Flow | None] = UNDRAWN_FLOW
    empty_text = N_("Setiap PDF dapat dibuat.")

    column_list = ("kind", "title", "error", "tries", "created_at", "status")
    column_labels: ClassVar[dict[str, Any]] = {
        "kind": N_("Dokumen"),
        "title": N_("Judul"),
        "error": N_("Sebab"),
        "tries": N_("Percobaan"),
        "created_at": N_("Sejak"),
        "status": N_("Status"),
    }
    column_default_sort = ("id", True)
    column_sortable_list = ("status",)
    column_filters = (
        "status",
        ChoiceFilter("kind", N_("Dokumen"), UndrawnFile.kind, tuple(DRAWN_LABELS.items())),
    )
    column_formatters: ClassVar[dict[str, Any]] = {
        "kind": choice_of(DRAWN_LABELS),
        "title": short_text(60),
        "error": short_text(90),
        "created_at": moment_cell,
        "status": status_of(UNDRAWN_FLOW),
    }

    def visible_to(self, user: User) -> ColumnElement[bool] | None:  # noqa: ARG002
        return None

    def record_title(self, record: UndrawnFile) -> str:
        return f"{DRAWN_LABELS[record.kind]} {record.title}".strip()

    def record_sections(self, record: UndrawnFile) -> list[dict[str, Any]]:
        rows = [
            (gettext("Sebab"), record.error),
            (gettext("Percobaan"), record.tries),
            (gettext("Sejak"), moment(record.created_at)),
        ]
        if record.ended_at is not None:
            rows.append((gettext("Selesai"), moment(record.ended_at)))
        return [{"title": gettext("Pemeriksaan"), "rows": rows}]
