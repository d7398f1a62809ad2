"""Peringatan: people who did not come, and what CS decided."""

from typing import Any, ClassVar

from sqlalchemy.orm import joinedload

from admin_views.framework.lists.columns import person_cell, site_moment_cell, status_of
from admin_views.framework.lists.filters import DayFilter
from admin_views.framework.lists.search_config import ALERTS
from admin_views.framework.model_view import AdminModelView
from admin_views.framework.records.at_site import AtSite
from admin_views.framework.records.links import call_link
from admin_views.visits.links import board_and_visit
from app.core.flow import Flow
from app.core.i18n import N_, gettext
from app.models.accounts.user import DESK, Role
from app.models.visits.assignment import Assignment
from app.models.visits.fieldwork import ALERT_FLOW, EmergencyAlert
from app.models.visits.visit import VisitTicket
from app.presenters.dates import moment


class AlertView(AtSite, AdminModelView):
    may_enter: ClassVar[frozenset[Role]] = DESK
    flow: ClassVar[Flow | None] = ALERT_FLOW

    column_list = ("visit", "assignment.technician", "raised_at", "minutes_lost", "decided_by", "status")
    column_labels: ClassVar[dict[str, Any]] = {
        "visit": N_("Kunjungan"),
        "assignment.technician": N_("Teknisi"),
        "raised_at": N_("Sejak"),
        "minutes_lost": N_("Menit hilang"),
        "decided_by": N_("Diputuskan oleh"),
        "status": N_("Status"),
    }
    search_plan = ALERTS
    column_default_sort = ("id", True)
    column_sortable_list = ("raised_at", "status")
    column_filters = ("status", DayFilter("raised", N_("Sejak"), EmergencyAlert.raised_at))
    column_class: ClassVar[dict[str, str]] = {"minutes_lost": "number"}
    column_formatters: ClassVar[dict[str, Any]] = {
        "visit": lambda _view, _context, alert, _name: alert.visit.number,
        "assignment.technician": person_cell,
        "raised_at": site_moment_cell,
        "decided_by": person_cell,
        "status": status_of(ALERT_FLOW),
    }
    empty_text = N_("Belum ada teknisi yang terlambat.")

    def get_query(self) -> Any:
        return (
            super()
            .get_query()
            .options(
                joinedload(EmergencyAlert.visit).joinedload(VisitTicket.site),
                joinedload(EmergencyAlert.assignment).joinedload(Assignment.technician),
                joinedload(EmergencyAlert.decided_by),
            )
        )

    def record_sections(self, record: EmergencyAlert) -> list[dict[str, Any]]:
        visit, technician = record.visit, record.assignment.technician
        zone = visit.site.time_zone
        return [
            {
                "title": gettext("Peringatan"),
                "rows": [
                    (gettext("Teknisi"), technician.name),
                    (gettext("Telepon"), call_link(technician.phone_e164)),
                    (gettext("Rencana mulai"), moment(visit.planned_start, zone)),
                    (gettext("Peringatan sejak"), moment(record.raised_at, zone)),
                    (gettext("Ditunggu sampai"), moment(record.wait_until, zone) if record.wait_until else None),
                    (gettext("Diputuskan oleh"), record.decided_by.name if record.decided_by else None),
                    (gettext("Diputuskan pada"), moment(record.decided_at, zone) if record.decided_at else None),
                    (gettext("Menit hilang"), record.minutes_lost),
                    (gettext("Catatan"), record.note),
                ],
            }
        ]

    def record_links(self, record: EmergencyAlert) -> list[dict[str, Any]]:
        return board_and_visit(record.visit)
