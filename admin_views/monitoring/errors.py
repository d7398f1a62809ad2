"""Galat: what our own processes could not do, grouped by where and what; the newest appear by themselves."""

from typing import Any, ClassVar

from flask import url_for
from flask_admin import expose
from markupsafe import Markup, escape
from sqlalchemy.orm import Session

from admin_views.framework.lists.columns import moment_cell, short_text, status_of
from admin_views.framework.lists.filters import DayFilter
from admin_views.framework.lists.search import starts_with
from admin_views.framework.model_view import AdminModelView
from app.core.db import db
from app.core.flow import Flow
from app.core.i18n import N_, gettext
from app.models.accounts.user import TECHNICAL, Role
from app.models.monitoring.error_group import ERROR_FLOW, ErrorGroup
from app.presenters.dates import ago, moment
from workflows.monitoring import list_latest_errors


class ErrorView(AdminModelView):
    may_enter: ClassVar[frozenset[Role]] = TECHNICAL
    opens: ClassVar[frozenset[str]] = frozenset({"export"})
    flow: ClassVar[Flow | None] = ERROR_FLOW
    list_template = "admin/monitoring/errors.html"
    details_template = "admin/monitoring/error.html"
    record_loads = (ErrorGroup.incident, ErrorGroup.bug)
    empty_text = N_("Belum ada galat. Yang terjadi muncul di sini sendiri dalam beberapa detik.")

    column_list = ("kind", "message", "place", "release", "count", "last_seen_at", "status")
    column_labels: ClassVar[dict[str, Any]] = {
        "kind": N_("Jenis"),
        "message": N_("Pesan"),
        "place": N_("Di mana"),
        "release": N_("Rilis"),
        "count": N_("Kali"),
        "last_seen_at": N_("Terakhir"),
        "status": N_("Status"),
    }
    column_default_sort = ("last_seen_at", True)
    column_sortable_list = ("last_seen_at", "status")
    column_filters = ("status", DayFilter("date", N_("Terakhir"), ErrorGroup.last_seen_at))
    column_formatters: ClassVar[dict[str, Any]] = {
        "message": short_text(70),
        "place": short_text(60),
        "last_seen_at": moment_cell,
        "status": status_of(ERROR_FLOW),
    }

    def search_for(self, query: Any, words: str) -> Any:
        return query.where(starts_with(ErrorGroup.kind, words) | (ErrorGroup.request_id == words.strip()))

    def record_title(self, record: ErrorGroup) -> str:
        return record.kind

    def record_sections(self, record: ErrorGroup) -> list[dict[str, Any]]:
        rows = [
            (gettext("Pesan"), record.message or None),
            (gettext("Di mana"), record.place or None),
            (gettext("Bagian"), record.part or None),
            (gettext("Rute"), record.route or None),
            (gettext("Pertama"), f"{moment(record.first_seen_at)} · {record.first_release}"),
            (gettext("Terakhir"), f"{moment(record.last_seen_at)} · {record.release}"),
            (gettext("Kali"), str(record.count)),
            (gettext("Permintaan"), record.request_id or None),
            (gettext("Diperbaiki pada"), moment(record.resolved_at) if record.resolved_at else None),
            (gettext("Insiden"), _link("incidents", record.incident_id, record.incident)),
            (gettext("Laporan bug"), _link("bug", record.bug_id, record.bug)),
        ]
        return [{"title": gettext("Rincian"), "rows": [row for row in rows if row[1] is not None]}]

    @expose("/latest")
    def latest(self) -> Any:
        """The list's live part, asked for every few seconds."""
        return self.render("admin/monitoring/errors_latest.html", errors=_latest(db.session()))


def _latest(session: Session) -> list[dict[str, Any]]:
    return [
        {
            "title": error.kind,
            "text": error.message,
            "href": url_for("errors.details_view", id=error.id),
            "meta": ago(error.last_seen_at),
            "badge": gettext("%(count)d kali", count=error.count),
            "tone": "danger",
        }
        for error in list_latest_errors(session)
    ]


def _link(endpoint: str, record_id: int | None, record: Any) -> Markup | None:
    """A link for who may open it; the number is no secret."""
    if record_id is None:
        return None
    return Markup('<a href="{}">{}</a>').format(url_for(f"{endpoint}.details_view", id=record_id), escape(str(record)))
