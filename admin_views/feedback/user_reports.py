"""Laporan Pengguna: bug reports, suggestions and criticism in one list, and whether somebody saw to them."""

from typing import Any, ClassVar

from flask import request, url_for
from flask_babel import format_decimal
from markupsafe import Markup
from sqlalchemy import func

from admin_views.framework.lists.columns import NOTHING, badge, choice_of, moment_cell, person_cell, short_text
from admin_views.framework.lists.filters import ChoiceFilter, DayFilter, YesNoFilter
from admin_views.framework.lists.people_filters import people_filter, person_filter
from admin_views.framework.lists.report_cells import due_cell, settled_mark
from admin_views.framework.lists.search_config import USER_REPORTS
from admin_views.framework.model_view import AdminModelView
from admin_views.framework.navigation import record_url
from app.core.clock import utc_now
from app.core.db import db
from app.core.flow import Flow
from app.core.i18n import N_, gettext
from app.models.accounts.user import DESK, TECHNICAL, Role
from app.models.feedback.bug import BugReport
from app.models.feedback.bug_flow import BUG_FLOW
from app.models.feedback.feedback import Feedback
from app.models.feedback.feedback_flow import FEEDBACK_FLOW
from app.models.feedback.user_report import (
    REPORT_KIND_LABELS,
    URGENCY_LABELS,
    USER_REPORT_FLOW,
    ReportKind,
    ReportStatus,
    UserReport,
)
from app.policies.scopes import BUG_READERS
from app.presenters.dates import day_short, moment, moment_short
from app.presenters.status import status_badge
from workflows.user_reports import MOST_COUNTED, count_waiting_reports

SOURCES: dict[str, tuple[Any, Flow]] = {"feedback": (Feedback, FEEDBACK_FLOW), "bug_reports": (BugReport, BUG_FLOW)}
SHORT_MARKS = {ReportStatus.WAITING: N_("Belum"), ReportStatus.HANDLED: N_("Sudah")}  # under the column's own name
OWNERS = DESK | TECHNICAL | {Role.PRODUCT, Role.SUPPORT}  # who may take a report
URGENCY_TONES = {4: "danger", 3: "warning"}


def state_cell(_view: Any, _context: Any, record: UserReport, _name: str) -> Any:
    """The report's own status, in the words of its own flow, and what its sender says of the outcome."""
    state = status_badge(SOURCES[record.source][1], record.state)
    return Markup(" ").join([badge(str(state.text), state.tone), *settled_mark(record.settled)])


def urgency_cell(_view: Any, _context: Any, record: UserReport, _name: str) -> Any:
    if not record.urgency:
        return NOTHING
    return badge(str(URGENCY_LABELS[record.urgency]), URGENCY_TONES.get(record.urgency, "neutral"))


def handled_cell(_view: Any, _context: Any, record: UserReport, _name: str) -> Any:
    """Who and when."""
    if record.handled_at is None:
        return NOTHING
    who = record.handled_by.name if record.handled_by else gettext("Sistem")
    return f"{who}, {moment_short(record.handled_at)}"


def marked_cell(_view: Any, _context: Any, record: UserReport, _name: str) -> Any:
    """Who and on which day; the minute stands on the report's own page."""
    if record.handled_at is None:
        return NOTHING
    who = record.handled_by.name if record.handled_by else gettext("Sistem")
    return f"{who}, {day_short(record.handled_at)}"


class UserReportView(AdminModelView):
    may_enter: ClassVar[frozenset[Role]] = BUG_READERS
    opens: ClassVar[frozenset[str]] = frozenset({"export"})
    flow: ClassVar[Flow | None] = USER_REPORT_FLOW
    list_template = "admin/user_reports/list.html"
    search_plan = USER_REPORTS
    title_columns = ("number", "title")
    empty_text = N_("Laporan bug, saran dan kritik muncul di sini begitu ada yang mengirim.")

    column_list = (
        "number",
        "kind",
        "title",
        "urgency",
        "created_at",
        "owner",
        "due_at",
        "state",
        "status",
        "handled_by",
    )
    column_labels: ClassVar[dict[str, Any]] = {
        "number": N_("Nomor"),
        "kind": N_("Jenis"),
        "title": N_("Judul"),
        "urgency": N_("Prioritas"),
        "created_at": N_("Tanggal"),
        "owner": N_("Penanggung jawab"),
        "due_at": N_("Batas waktu"),
        "state": N_("Keadaan"),
        "status": N_("Ditindaklanjuti"),
        "handled_by": N_("Ditandai oleh"),
    }
    column_class: ClassVar[dict[str, str]] = {
        "urgency": "cell-fit",
        "created_at": "p3",
        "due_at": "cell-fit",
        "handled_by": "p3",
    }
    column_default_sort = ("created_at", True)
    column_sortable_list = ("kind", "urgency", "created_at", "status")
    column_filters = (
        ChoiceFilter("kind", N_("Jenis"), UserReport.kind, tuple(REPORT_KIND_LABELS.items())),
        ChoiceFilter("urgency", N_("Prioritas"), UserReport.urgency, tuple(URGENCY_LABELS.items())),
        "status",
        DayFilter("date", N_("Tanggal"), UserReport.created_at),
        people_filter("owner", N_("Penanggung jawab"), lambda user_id: UserReport.owner_id == user_id, *OWNERS),
        YesNoFilter("late", N_("Lewat batas waktu"), UserReport.due_at < func.now()),
        person_filter("handled_by", N_("Ditandai oleh"), UserReport.handled_by_id),
    )
    column_formatters: ClassVar[dict[str, Any]] = {
        "kind": choice_of(REPORT_KIND_LABELS),
        "title": short_text(60),
        "urgency": urgency_cell,
        "created_at": moment_cell,
        "owner": person_cell,
        "due_at": due_cell,
        "state": state_cell,
        "status": choice_of(SHORT_MARKS, USER_REPORT_FLOW.tones),
        "handled_by": marked_cell,
    }
    export_words: ClassVar[frozenset[str]] = frozenset({"urgency"})
    column_formatters_export: ClassVar[dict[str, Any]] = {**column_formatters, "handled_by": handled_cell}

    def apply_filters(self, query: Any, filters: Any) -> Any:
        """Deleted and merged reports are on their own screens only."""
        return super().apply_filters(query, filters).where(~UserReport.gone)

    def list_context(self) -> dict[str, Any]:
        return {**super().list_context(), **self._waiting()}

    def _waiting(self) -> dict[str, Any]:
        """Tabs by mark, and a tile for each kind that waits; the links put the oldest first."""
        found, here = count_waiting_reports(db.session()), request.args.get("flt_status", "")
        by_date = self._list_columns_names().index("created_at")  # sorted by their place in the list
        oldest_first = {"sort": by_date}
        tabs = (("", gettext("Semua")), *((str(mark), str(label)) for mark, label in USER_REPORT_FLOW.labels.items()))
        return {
            "list_tabs": [
                {
                    "label": label,
                    "href": url_for(
                        ".index_view",
                        **({"flt_status": mark} if mark else {}),
                        **(oldest_first if mark == "WAITING" else {}),
                    ),
                    "active": here == mark,
                }
                for mark, label in tabs
            ],
            "waiting_tiles": [
                {
                    "label": REPORT_KIND_LABELS[kind],
                    "value": _capped(count),
                    "href": url_for(".index_view", flt_status="WAITING", flt_kind=str(kind), **oldest_first),
                    "tone": "warning" if count else "neutral",
                }
                for kind, count in found.counts.items()
            ],
            "oldest_days": (utc_now() - found.oldest_at).days if found.oldest_at else None,
            "oldest_at": found.oldest_at,
            "oldest_url": url_for(".index_view", flt_status="WAITING", **oldest_first),
        }

    def _list_columns_names(self) -> list[str]:
        return [name for name, _label in self._list_columns]

    # --- one line ---

    def record_sections(self, record: UserReport) -> list[dict[str, Any]]:
        rows = [
            (gettext("Jenis"), REPORT_KIND_LABELS[ReportKind(record.kind)]),
            (gettext("Prioritas"), URGENCY_LABELS[record.urgency]),
            (gettext("Tanggal"), moment(record.created_at)),
            (gettext("Keadaan"), state_cell(self, None, record, "state")),
            (gettext("Ditandai oleh"), handled_cell(self, None, record, "handled_by")),
        ]
        return [{"title": gettext("Rincian"), "rows": rows}]

    def record_links(self, record: UserReport) -> list[dict[str, Any]]:
        href = record_url(SOURCES[record.source][0], record.source_id)
        return (
            [{"label": gettext("Buka %(number)s", number=record.number), "href": href, "icon": "eye"}] if href else []
        )


def _capped(count: int) -> str:
    return f"{format_decimal(MOST_COUNTED)}+" if count > MOST_COUNTED else format_decimal(count)
