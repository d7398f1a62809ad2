"""Screens of visits, in the order of the navigation."""

from admin_views.framework.registration import Screen
from admin_views.visits.alerts import AlertView
from admin_views.visits.attendances import AttendanceView
from admin_views.visits.board import BoardView
from admin_views.visits.claim_attempts import ClaimAttemptView
from admin_views.visits.extensions import ExtensionView
from admin_views.visits.schedule import ScheduleView
from admin_views.visits.tickets import VisitView
from app.core.i18n import N_, P_
from app.models.visits.assignment import ClaimAttempt
from app.models.visits.attendance import Attendance
from app.models.visits.fieldwork import EmergencyAlert, ExtensionRequest
from app.models.visits.visit import VisitTicket

__all__ = ["SCREENS"]

GROUP = P_("menu", "Kunjungan")
SCREENS = (
    Screen(
        view=BoardView,
        name=N_("Papan hari ini"),
        group=GROUP,
        endpoint="board",
        entry="board",
        url="board",
        icon="board",
    ),
    Screen(
        view=ScheduleView,
        name=N_("Jadwal teknisi"),
        group=GROUP,
        endpoint="schedule",
        entry="board",
        place=60,
        url="schedule",
        icon="calendar",
    ),
    Screen(
        view=VisitView,
        model=VisitTicket,
        name=N_("Tiket Kunjungan"),
        group=GROUP,
        endpoint="visit",
        entry="visits",
        place=30,
        url="visits",
        icon="ticket",
    ),
    Screen(
        view=ClaimAttemptView,
        model=ClaimAttempt,
        name=N_("Percobaan ambil job"),
        group=GROUP,
        endpoint="press",
        entry=None,
        url="presses",
        icon="flag",
    ),
    Screen(
        view=AlertView,
        model=EmergencyAlert,
        name=P_("menu", "Peringatan"),
        group=GROUP,
        endpoint="alert",
        entry="visits",
        url="alerts",
        icon="bell",
    ),
    Screen(
        view=AttendanceView,
        model=Attendance,
        name=N_("Absensi"),
        group=GROUP,
        endpoint="attendance",
        entry="visits",
        url="attendances",
        icon="clock",
    ),
    Screen(
        view=ExtensionView,
        model=ExtensionRequest,
        name=N_("Tambah Hari"),
        group=GROUP,
        endpoint="extension",
        entry="visits",
        url="extensions",
        icon="calendar",
    ),
)
