"""Tambah Hari: requests for more days."""

from typing import Any, ClassVar

from sqlalchemy.orm import joinedload

from admin_views.framework.lists.columns import person_cell, short_text, site_moment_cell, status_of
from admin_views.framework.lists.filters import DayFilter
from admin_views.framework.lists.search_config import EXTENSIONS
from admin_views.framework.model_view import AdminModelView
from admin_views.framework.navigation import record_url
from admin_views.framework.records.at_site import AtSite
from app.core.db import db
from app.core.flow import Flow, Transition
from app.core.i18n import N_, gettext
from app.models.accounts.user import DESK, Role
from app.models.visits.fieldwork import EXTENSION_FLOW, ExtensionRequest
from app.models.visits.visit import VisitTicket
from app.presenters.dates import moment
from workflows.visits import list_team


class ExtensionView(AtSite, AdminModelView):
    may_enter: ClassVar[frozenset[Role]] = DESK
    flow: ClassVar[Flow | None] = EXTENSION_FLOW
    row_step = "approve"

    column_list = ("visit", "requested_by", "days", "reason", "asked_at", "decided_by", "status")
    column_labels: ClassVar[dict[str, Any]] = {
        "visit": N_("Kunjungan"),
        "requested_by": N_("Teknisi"),
        "days": N_("Hari"),
        "reason": N_("Alasan"),
        "asked_at": N_("Diminta"),
        "decided_by": N_("Diputuskan oleh"),
        "status": N_("Status"),
    }
    search_plan = EXTENSIONS
    column_default_sort = ("id", True)
    column_sortable_list = ("asked_at", "status")
    column_filters = ("status", DayFilter("asked", N_("Diminta"), ExtensionRequest.asked_at))
    column_class: ClassVar[dict[str, str]] = {"days": "number", "reason": "wrap"}
    column_formatters: ClassVar[dict[str, Any]] = {
        "visit": lambda _view, _context, asked, _name: asked.visit.number,
        "requested_by": person_cell,
        "reason": short_text(80),
        "asked_at": site_moment_cell,
        "decided_by": person_cell,
        "status": status_of(EXTENSION_FLOW),
    }
    empty_text = N_("Belum ada permintaan Tambah Hari.")

    def get_query(self) -> Any:
        return (
            super()
            .get_query()
            .options(
                joinedload(ExtensionRequest.visit).joinedload(VisitTicket.site),
                joinedload(ExtensionRequest.requested_by),
                joinedload(ExtensionRequest.decided_by),
            )
        )

    def people_for(self, record: ExtensionRequest, transition: Transition) -> list[tuple[int, str]]:  # noqa: ARG002
        return [(person.id, person.name) for person in list_team(db.session(), visit_id=record.visit_id)]

    def record_sections(self, record: ExtensionRequest) -> list[dict[str, Any]]:
        visit = record.visit
        zone = visit.site.time_zone
        return [
            {
                "title": gettext("Permintaan"),
                "rows": [
                    (gettext("Kunjungan"), visit.number),
                    (gettext("Keluhan"), visit.problem),
                    (gettext("Teknisi"), record.requested_by.name),
                    (gettext("Hari yang diminta"), record.days),
                    (gettext("Alasan"), record.reason),
                    (gettext("Rencana selesai sekarang"), moment(visit.planned_end, zone)),
                    (gettext("Diminta"), moment(record.asked_at, zone)),
                    (gettext("Diputuskan oleh"), record.decided_by.name if record.decided_by else None),
                    (gettext("Catatan"), record.decision_note),
                ],
            }
        ]

    def record_links(self, record: ExtensionRequest) -> list[dict[str, Any]]:
        visit = record_url(VisitTicket, record.visit_id)
        return [{"label": record.visit.number, "href": visit, "icon": "ticket"}] if visit else []
