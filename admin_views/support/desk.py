"""Semua masuk: tickets, bug reports, suggestions and criticism in one list, with priority, owner and clock."""

from typing import Any, ClassVar

from flask import abort, redirect, request, url_for
from flask_admin import expose
from flask_login import current_user
from markupsafe import Markup
from sqlalchemy import ColumnElement, func

from admin_views.framework.lists.columns import badge, choice_of, moment_cell, person_cell, short_text
from admin_views.framework.lists.filters import ChoiceFilter, DayFilter, YesNoFilter
from admin_views.framework.lists.people_filters import people_filter
from admin_views.framework.lists.report_cells import due_cell, settled_mark
from admin_views.framework.lists.search import SearchPlan
from admin_views.framework.model_view import AdminModelView
from admin_views.framework.navigation import record_url
from app.core.flow import Flow
from app.core.i18n import N_, gettext
from app.models.accounts.user import Role, User
from app.models.feedback.bug import BugReport
from app.models.feedback.bug_flow import BUG_FLOW
from app.models.feedback.feedback import Feedback
from app.models.feedback.feedback_flow import FEEDBACK_FLOW
from app.models.feedback.user_report import ReportStatus
from app.models.support.desk_item import DESK_KIND_LABELS, IS_OPEN, OF_TICKETS, OPEN_STATUSES, DeskItem
from app.models.support.ticket import SOURCE_LABELS, SupportTicket, TicketKind
from app.models.support.ticket_flow import SUPPORT_FLOW
from app.models.support.ticket_steps import SECURITY_READERS, SUPPORT_TEAM
from app.models.visits.visit_status import PRIORITY_LABELS, PRIORITY_TONES
from app.presenters.status import status_badge

SOURCES: dict[str, tuple[Any, Flow]] = {
    OF_TICKETS: (SupportTicket, SUPPORT_FLOW),
    "feedback": (Feedback, FEEDBACK_FLOW),
    "bug_reports": (BugReport, BUG_FLOW),
}
MAY_BE_LATE = sorted({*map(str, OPEN_STATUSES), str(ReportStatus.HANDLED)})  # what was seen to may wait again
VIEWS = (
    ({"flt_open": "1"}, N_("Terbuka")),
    ({"flt_open": "1", "flt_unowned": "1"}, N_("Tanpa penanggung jawab")),
    ({"flt_late": "1"}, N_("Lewat batas waktu")),
    ({"flt_open": "1", "flt_whose": "mine"}, N_("Milik saya")),
    ({}, N_("Semua")),
)


def state_cell(_view: Any, _context: Any, record: DeskItem, _name: str) -> Any:
    """In the words of the record's own flow, and what the sender of a report says of the outcome."""
    state = status_badge(SOURCES[record.source][1], record.state)
    return Markup(" ").join([badge(str(state.text), state.tone), *settled_mark(record.settled)])


def title_cell(view: Any, context: Any, record: DeskItem, name: str) -> Any:
    text = short_text(70)(view, context, record, name)
    return Markup("{} {}").format(text, badge(gettext("Pesan baru"), "warning")) if record.unread_at else text


class DeskView(AdminModelView):
    may_enter: ClassVar[frozenset[Role]] = SUPPORT_TEAM
    opens: ClassVar[frozenset[str]] = frozenset({"export"})
    search_plan = SearchPlan(
        DeskItem,
        numbers=(DeskItem.number,),
        words=DeskItem.search,
        config="indonesian",
        newest=DeskItem.created_at,
        parts=(~DeskItem.is_report, DeskItem.is_report & ~DeskItem.gone),
    )
    empty_text = N_("Tiket, laporan bug, saran dan kritik berdiri di sini begitu ada yang mengirim.")
    title_columns = ("number", "title")
    form_columns = ("number",)  # nothing is written here

    column_list = ("number", "kind", "title", "priority", "channel", "owner", "due_at", "created_at", "state")
    column_class: ClassVar[dict[str, str]] = {
        "priority": "cell-fit",
        "due_at": "cell-fit",
        "created_at": "p3",
        "channel": "p3",
        "kind": "p3",
    }
    column_labels: ClassVar[dict[str, Any]] = {
        "number": N_("Nomor"),
        "kind": N_("Jenis"),
        "title": N_("Subjek"),
        "priority": N_("Prioritas"),
        "channel": N_("Asal"),
        "owner": N_("Petugas"),
        "due_at": N_("Batas waktu"),
        "created_at": N_("Masuk"),
        "state": N_("Status"),
    }
    column_default_sort = ("created_at", True)
    column_sortable_list = ("created_at", "priority")
    sort_expressions: ClassVar[dict[str, Any]] = {"priority": DeskItem.priority_rank}
    column_filters = (
        ChoiceFilter("kind", N_("Jenis"), DeskItem.kind, tuple(DESK_KIND_LABELS.items())),
        ChoiceFilter("source", N_("Asal"), DeskItem.channel, tuple(SOURCE_LABELS.items())),
        ChoiceFilter("priority", N_("Prioritas"), DeskItem.priority, tuple(PRIORITY_LABELS.items())),
        people_filter("owner", N_("Petugas"), lambda user_id: DeskItem.owner_id == user_id, *SUPPORT_TEAM),
        YesNoFilter("open", N_("Belum berakhir"), IS_OPEN),
        YesNoFilter("unowned", N_("Tanpa petugas"), DeskItem.owner_id.is_(None)),
        YesNoFilter("unread", N_("Pesan baru"), DeskItem.unread_at.is_not(None)),
        YesNoFilter("late", N_("Lewat batas waktu"), DeskItem.status.in_(MAY_BE_LATE) & (DeskItem.due_at < func.now())),
        ChoiceFilter(
            "whose",
            N_("Milik"),
            None,
            (("mine", N_("Saya")),),
            condition=lambda _value: DeskItem.owner_id == current_user.id,
        ),
        DayFilter("date", N_("Masuk"), DeskItem.created_at),
    )
    column_formatters: ClassVar[dict[str, Any]] = {
        "kind": choice_of(DESK_KIND_LABELS),
        "title": title_cell,
        "priority": choice_of(PRIORITY_LABELS, PRIORITY_TONES),
        "channel": choice_of(SOURCE_LABELS),
        "owner": person_cell,
        "due_at": due_cell,
        "created_at": moment_cell,
        "state": state_cell,
    }

    def visible_to(self, user: User) -> ColumnElement[bool]:
        """Without deleted and merged reports; a security ticket for its readers only."""
        return ~DeskItem.gone if user.role in SECURITY_READERS else _PLAIN

    def list_context(self) -> dict[str, Any]:
        here = {name: value for name, value in request.args.items() if name.startswith("flt_")}
        tabs = [
            {"label": str(label), "href": url_for(".index_view", **query), "active": here == query}
            for query, label in VIEWS
        ]
        return {**super().list_context(), "list_tabs": tabs}

    @expose("/details/")
    def details_view(self) -> Any:
        """The page of the record behind the line, for whoever may enter it."""
        record = self.get_one(request.args.get("id", ""))
        href = record_url(SOURCES[record.source][0], record.source_id) if record else None
        return redirect(href) if href else abort(404)


_PLAIN = ~DeskItem.gone & (DeskItem.kind != TicketKind.SECURITY)
