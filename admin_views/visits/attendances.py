"""Absensi: check-ins and check-outs, and those that CS has to look at before they count."""

from typing import Any, ClassVar

from sqlalchemy.orm import joinedload

from admin_views.framework.lists.columns import choice_of, day_cell, person_cell, site_moment_cell, status_of
from admin_views.framework.lists.filters import ChoiceFilter, DayFilter
from admin_views.framework.lists.search_config import ATTENDANCES
from admin_views.framework.model_view import AdminModelView
from admin_views.framework.records.at_site import AtSite
from admin_views.visits.links import board_and_visit
from app.core.flow import Flow
from app.core.i18n import N_, gettext
from app.models.accounts.user import DESK, Role
from app.models.visits.attendance import ATTENDANCE_FLOW, ATTENDANCE_LABELS, DOUBT_LABELS, MOMENT_LABELS, Attendance
from app.models.visits.visit import VisitTicket
from app.presenters.dates import day, exact_time, moment


class AttendanceView(AtSite, AdminModelView):
    may_enter: ClassVar[frozenset[Role]] = DESK
    flow: ClassVar[Flow | None] = ATTENDANCE_FLOW

    column_list = ("visit", "technician", "kind", "work_date", "happened_at", "doubt", "status")
    column_labels: ClassVar[dict[str, Any]] = {
        "visit": N_("Kunjungan"),
        "technician": N_("Teknisi"),
        "kind": N_("Absensi"),
        "work_date": N_("Hari kerja"),
        "happened_at": N_("Waktu"),
        "doubt": N_("Perlu diperiksa karena"),
        "status": N_("Status"),
    }
    search_plan = ATTENDANCES
    column_default_sort = ("id", True)
    column_sortable_list = ("status",)
    column_filters = (
        "status",
        ChoiceFilter(
            "kind",
            N_("Absensi"),
            Attendance.kind,
            tuple((kind.value, label) for kind, label in ATTENDANCE_LABELS.items()),
        ),
        DayFilter("received", N_("Diterima"), Attendance.server_at),
    )
    column_formatters: ClassVar[dict[str, Any]] = {
        "visit": lambda _view, _context, row, _name: row.visit.number,
        "technician": person_cell,
        "kind": choice_of(ATTENDANCE_LABELS),
        "work_date": day_cell,
        "happened_at": site_moment_cell,
        "doubt": choice_of(DOUBT_LABELS),
        "status": status_of(ATTENDANCE_FLOW),
    }
    empty_text = N_("Belum ada absensi.")

    def get_query(self) -> Any:
        with_visit = joinedload(Attendance.visit)
        return super().get_query().options(with_visit.joinedload(VisitTicket.site), joinedload(Attendance.technician))

    def record_sections(self, record: Attendance) -> list[dict[str, Any]]:
        visit = record.visit
        zone = visit.site.time_zone
        clocks = [
            (gettext("Yang dipakai"), f"{moment(record.happened_at, zone)} ({MOMENT_LABELS[record.moment_source]})"),
            (gettext("Jam ponsel saat ditekan"), exact_time(record.device_at, zone) if record.device_at else None),
            (gettext("Jam ponsel saat dikirim"), exact_time(record.sent_at, zone) if record.sent_at else None),
            (gettext("Diterima"), exact_time(record.server_at, zone)),
            (gettext("Rencana"), f"{moment(visit.planned_start, zone)} – {moment(visit.planned_end, zone)}"),
        ]
        facts = [
            (gettext("Teknisi"), record.technician.name),
            (gettext("Absensi"), ATTENDANCE_LABELS[record.kind]),
            (gettext("Hari kerja"), day(record.work_date)),
            (gettext("Perlu diperiksa karena"), DOUBT_LABELS[record.doubt] if record.doubt else None),
            (gettext("Jarak"), f"{record.distance_m:.0f} m" if record.distance_m is not None else None),
            (gettext("Alasan"), record.reason),
            (gettext("Diputuskan oleh"), record.decided_by.name if record.decided_by else None),
            (gettext("Catatan"), record.decision_note),
        ]
        return [{"title": gettext("Absensi"), "rows": facts}, {"title": gettext("Waktu"), "rows": clocks}]

    def record_links(self, record: Attendance) -> list[dict[str, Any]]:
        return board_and_visit(record.visit)
